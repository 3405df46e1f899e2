// `prep dev check`: the kits' own exam (GRADING.md, "The kit's own exam"). All findings, not only the first.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "content/kit.h"
#include "grade/grade.h"

namespace prep {

struct CheckFinding {
  std::string where;
  std::string what;
};  // "ex_03/wrong/no_guard.cu", "expected race, got passed …"
// What became of one file of a kit.
struct FileVerdict {
  std::string file;      // "ex_10_reduction/wrong/no_barrier.cu"
  std::string expected;  // "race or wrong_answer"
  std::string got;
  std::string reason;
};
struct CheckReport {
  int kits = 0, files = 0, mutants = 0;
  std::vector<CheckFinding> findings;
  std::vector<FileVerdict> verdicts;  // of variants and wrong files
  bool green() const { return findings.empty(); }
};

// quick: data lint of all and full exam of changed kits only. progress: one line per kit.
// `backend`: where CUDA kits are examined, sim or gpu.
CheckReport check_kits(const std::vector<Kit>& kits, const Installation& installation, Depth depth,
                       BackendChoice backend, const std::function<void(const std::string&)>& progress);

}  // namespace prep
