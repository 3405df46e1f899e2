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
struct CheckReport {
  int kits = 0, files = 0, mutants = 0;
  std::vector<CheckFinding> findings;
  bool green() const { return findings.empty(); }
};

// quick: data lint of all and full exam of changed kits only. progress: one line per kit.
CheckReport check_kits(const std::vector<Kit>& kits, const Installation& installation, Depth depth,
                       const std::function<void(const std::string&)>& progress);

}  // namespace prep
