// "unchanged since 10:42": verdicts of unchanged files. Only passed, build_failed and forbidden_call are
// kept; the key holds everything that could change them. A hit records nothing.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "grade/grade.h"

namespace prep {

std::string verdict_key(const GradeRequest& request, const std::string& backend,
                        const std::string& backend_identity);
std::optional<GradeResult> cached_verdict(const std::string& key);  // cached_since is set
void keep_verdict(const std::string& key,
                  const GradeResult& result);  // a cache that cannot be written is no error

// The JSON that is stored, and back; nullopt for what this version cannot read.
std::string cache_text(const GradeResult& result);
std::optional<GradeResult> from_cache_text(const std::string& text);

}  // namespace prep
