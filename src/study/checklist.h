// The success checklist: each item with the evidence prep can see, and the learner's own tick beside it.
#pragma once
#include <string>
#include <vector>

#include "study/progress.h"

namespace prep {

struct ChecklistItem {
  std::string id;                      // "cuda_kernels"
  std::string text;                    // "Implement basic CUDA kernels"
  std::vector<std::string> exercises;  // evidence: passed exercises of these
  int exercises_needed = 0;            // that many of them prove the item
  std::vector<std::string> tasks;      // evidence: done tasks (lessons read, things explained)
  int tasks_needed = 0;
};

enum class Proof { none, partial, proven };
struct ChecklistView {
  const ChecklistItem* item;
  Proof proof = Proof::none;
  int exercises_passed = 0, tasks_done = 0;
  bool ticked = false;
  std::vector<std::string> evidence;  // "ex_10 passed 2026-11-20 (gold, model)", in words
  std::vector<std::string> missing;   // what would prove it, ids
};
ChecklistView view_item(const ChecklistItem& item, const Progress& progress);

}  // namespace prep
