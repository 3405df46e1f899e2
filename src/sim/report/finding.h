// What the sim found: the value, and the one place where findings are collected.
// record() may be called from any host thread and from a fiber (it uses little stack and does not symbolise);
// flush() runs on the host's own stack: merges, resolves pcs to lines in one batch, writes, forgets.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prep::sim {

enum class Kind {
  deadlock,
  barrier_divergence,
  memory_error,
  race,
  uninitialized,
  cuda_error,
  leak,
  warning
};
const char* name_of(Kind kind);

struct Index3 {
  std::uint32_t x = 0, y = 0, z = 0;
};

// One thread at one place in the code: `file` and `line`, or a return address `pc` that flush_findings()
// resolves.
struct Site {
  std::uintptr_t pc = 0;
  std::uintptr_t outer[8] = {};  // callers of pc, innermost first: the place is the first outside the sim
  const char* file = nullptr;
  int line = 0;
  Index3 block, thread;
  bool on_device = false;  // block and thread mean something
};

struct Finding {
  Kind kind = Kind::warning;
  Site here, other;
  bool has_other = false;
  std::string function;  // the kernel
  std::string variable;  // the learner's name for the memory, "" when unknown
  // What happened. After symbolising, "{here}" and "{other}" become "line 12", "{memory}" the name of the
  // allocation, and "{memory:5}" that of its element 5.
  std::string message;
  std::string fix;  // one sentence that teaches
  bool fatal = false;
  bool is_unset_local = false;  // the value of a local variable that was never set was stored at `here`
  bool is_wild = false;         // an address outside all memory
  bool names_variable = false;  // holds only when the line at `here` names the variable
  bool is_half_atomic = false;  // a race of an atomic with a plain access
  int weight = 0;               // of findings that are merged, the heaviest one is shown
  std::uint64_t count = 1;
  Site origin;  // where the memory was allocated, when it has no name of its own
  std::size_t origin_bytes = 0;
  std::shared_ptr<const std::vector<Site>> allocations;  // all places that allocate, set with origin
  int origin_rank = 0, origins_on_line = 1;              // of the calls on one line: which one, of how many
};

inline constexpr int kFatalExit = 86;

// Findings of the same kind, kernel, variable and pair of places are merged with a count.
void record(Finding finding);

// Writes what was recorded since the last flush to PREP_SIM_REPORT_FD (JSON lines) or stderr (text).
void flush_findings();

// The strings that `file` of a site may be: flush_findings() prefers them to the debugger's absolute paths.
void know_source(const char* file);

// Findings from now on carry this name ("" for none).
void begin_case(const char* name);

// `hand_over` is called at the begin of each flush: the analysers' last chance to record.
void before_flush(void (*hand_over)());

// For a finding after which the program cannot go on: record, flush on a safe stack, exit with kFatalExit.
[[noreturn]] void record_fatal(Finding finding);

}  // namespace prep::sim
