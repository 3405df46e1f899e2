// The sim's front end A as a file-to-file step: preprocessed CUDA in, plain C++ out.
#pragma once
#include <filesystem>

#include "backend/finding.h"

namespace prep {

struct FrontEndOutcome {
  bool ok = false;
  Finding finding;   // where not ok: the construct that it does not take, with file and line
};
FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed, const std::filesystem::path& output);

}  // namespace prep
