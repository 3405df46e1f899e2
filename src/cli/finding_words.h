// Findings of compilers, the sim and sanitizers as lines on a screen and as JSON.
#pragma once
#include <string>

#include "backend/finding.h"
#include "cli/json_out.h"
#include "term/look.h"

namespace prep {

// "reduction.cu:21"
std::string place_words(const Finding& finding);
// One finding: what and where, the threads, the sentence that teaches, the fix.
std::string finding_text(const Look& look, const Finding& finding);
JsonObject to_json(const Finding& finding);

}  // namespace prep
