// The sim's front end A as a file-to-file step: preprocessed CUDA in, plain C++ out.
#pragma once
#include <filesystem>
#include <vector>

#include "backend/finding.h"

namespace prep {

struct FrontEndOutcome {
  bool ok = false;
  Finding finding;  // where not ok: the construct that it does not take, with file and line
  std::vector<Finding> warnings;
};
FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed, const std::filesystem::path& output);
// `device` is the same source preprocessed with __CUDA_ARCH__ defined; empty: there is no such pass.
FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed, const std::filesystem::path& device,
                              const std::filesystem::path& output);

}  // namespace prep
