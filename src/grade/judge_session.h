// prep's side of the talk with a kit's judge: one process per case. A judge that dies or talks nonsense is a
// damaged kit: Error(content), never a verdict.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/kit.h"
#include "grade/memory_file.h"
#include "grade/verdict.h"
#include "os/paths.h"
#include "os/process.h"

namespace prep {

// The judge's program: prebuilt with the project, or built on first use (cached by content) for kits that
// came later.
std::filesystem::path judge_program(const Kit& kit, const Installation& installation);

struct JudgeCall {
  int set, schedule;
};  // which of the two input sets; which thread order (sim)

struct JudgeRequest {
  const CaseRow& row;
  int draw = 0;      // 0..times-1
  std::string seed;  // 16 hex digits
  std::vector<JudgeCall> calls;
  int outputs = 1;  // how many runners will be judged against these inputs
  std::string mutant = "none";
  bool lint = false;              // also report how the exact values look
  bool describe = false;          // only work(): nothing is filled
  bool filled_by_runner = false;  // a measured row on a GPU: see judge/frame.h, Filling
  bool measured =
      false;  // of each input set the last call's outputs are judged, however many calls there were
};

struct JudgeReady {
  std::string name;  // "n=1025"
  double read_bytes = 0, write_bytes = 0, flops = 0;
  std::string math;
  std::string nonce;
  std::uint64_t memory_bytes = 0;
  int arrays = 0;                                      // buffers that are no scripts or traces
  double max_abs_expected = 0, max_abs_tolerance = 0;  // lint
  bool finite = true;
};

struct Judgement {
  bool ok = false;
  Verdict verdict = Verdict::passed;
  int call = 0;
  std::string message;
  std::vector<std::string> detail;
  std::uint64_t mismatches = 0;
  double max_abs_err = 0;
};

class JudgeSession {
 public:
  JudgeSession(const std::filesystem::path& program, const Kit& kit, const JudgeRequest& request);
  // Waits, the first time, until the inputs are filled: only then may a runner have the descriptors.
  const JudgeReady& ready();
  int input_fd() const { return input_.fd(); }
  int output_fd(int k) const { return outputs_[static_cast<std::size_t>(k)].fd(); }
  Judgement check(int output, int calls_done);
  // Of a row that the runner fills: what `output` kept of the call with these inputs; then every look.
  Judgement judge_kept(int output, std::uint64_t key, int set);
  Judgement compare_looks(int output, int other, const std::vector<std::uint64_t>& looks);
  ~JudgeSession();

 private:
  std::string answer();
  Judgement judgement_of(const std::string& command);
  [[noreturn]] void damaged(const std::string& what);
  const Kit& kit_;
  MemoryFile input_{"prep-input"};
  std::vector<MemoryFile> outputs_;
  std::unique_ptr<Child> judge_;
  std::string row_name_;
  std::optional<JudgeReady> ready_;
};

}  // namespace prep
