#include "study/checklist.h"

#include "catch.h"

namespace prep {
namespace {

ChecklistItem kernels() {
  return {"cuda_kernels", "Write CUDA kernels", {"ex_01", "ex_09", "ex_10"}, 2, {"w1d1-explain"}, 1};
}

TEST_CASE("an item without evidence names what would prove it") {
  const ChecklistItem item = kernels();
  const ChecklistView view = view_item(item, Progress{});
  CHECK(view.proof == Proof::none);
  CHECK(view.evidence.empty());
  CHECK(view.missing == std::vector<std::string>{"ex_01", "ex_09", "ex_10", "w1d1-explain"});
  CHECK_FALSE(view.ticked);
}

TEST_CASE("exercises and tasks are both needed, and evidence is said in words") {
  const ChecklistItem item = kernels();
  Progress progress;
  progress.exercises["ex_01"].passed = true;
  progress.exercises["ex_01"].passed_day = "2026-11-20";
  progress.exercises["ex_01"].best_model_band = "gold";
  progress.exercises["ex_09"].attempts = 5;
  ChecklistView view = view_item(item, progress);
  CHECK(view.proof == Proof::partial);
  CHECK(view.exercises_passed == 1);
  CHECK(view.evidence == std::vector<std::string>{"ex_01 passed 2026-11-20 (gold, model)"});

  progress.exercises["ex_10"].passed = true;
  progress.tasks["w1d1-explain"] = {TaskMark::skipped, "2026-11-20", ""};
  CHECK(view_item(item, progress).proof == Proof::partial);
  progress.tasks["w1d1-explain"] = {TaskMark::done, "2026-11-21", ""};
  view = view_item(item, progress);
  CHECK(view.proof == Proof::proven);
  CHECK(view.missing.empty());
  CHECK(view.evidence.back() == "w1d1-explain done 2026-11-21");
}

TEST_CASE("a tick is the learner's word and proves nothing") {
  const ChecklistItem item = kernels();
  Progress progress;
  progress.ticks["cuda_kernels"] = true;
  const ChecklistView view = view_item(item, progress);
  CHECK(view.ticked);
  CHECK(view.proof == Proof::none);
}

TEST_CASE("an item that asks for nothing is never proven by nothing") {
  const ChecklistItem item{"x", "x", {}, 0, {}, 0};
  CHECK(view_item(item, Progress{}).proof == Proof::none);
}

}  // namespace
}  // namespace prep
