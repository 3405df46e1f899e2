// Child processes: no shell, stdin /dev/null, own process group, limits, whole tree killed, confinement.
// Everything that prep starts (compilers, judges, runners, editors) goes through here.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/clock.h"

namespace prep {

// How memory is held down. Sanitizers reserve terabytes of address space, so RLIMIT_AS aborts them.
enum class MemoryLimit {
  address_space,  // RLIMIT_AS
  resident,       // cgroup v2 where delegated, else the resident size of the tree is polled
};

// 0 = no limit, everywhere. The wall clock starts at start().
struct Limits {
  Milliseconds wall{0};
  Milliseconds cpu{0};  // RLIMIT_CPU, rounded up to seconds
  std::uint64_t memory_bytes = 0;
  MemoryLimit memory_kind = MemoryLimit::address_space;
  std::uint64_t output_bytes = 0;  // stdout and stderr together; past it the tree is killed: output_limit
  std::uint64_t file_bytes = 0;    // RLIMIT_FSIZE
  int processes = 0;               // live processes of the tree (RLIMIT_NPROC is per user and void for root)
  std::uint64_t stack_bytes = 0;
};

// What the child may touch. Means are probed by running them (sandbox.h) and applied best effort: what holds
// on this machine is shown by doctor, and what does not hold is never claimed.
struct Confinement {
  bool confined = false;  // false: a trusted child (judge, editor, pager)
  std::vector<std::filesystem::path>
      readable;  // subtrees; system folders (/usr, /lib, /etc/ld.so.*, /proc/self…) are added
  std::vector<std::filesystem::path>
      writable;  // subtrees; a private scratch folder, never the learner's home or journal
};

// Where the child's stdout and stderr go.
enum class Output {
  capture,  // both into ProcessResult, bounded by limits.output_bytes
  inherit,  // straight to ours (editor, pager)
};

struct PassedFd {
  int parent_fd;  // open here; stays open here
  int child_fd;   // number in the child, >= 3
};

struct ProcessSpec {
  std::vector<std::string> argv;  // argv[0] is looked up in PATH
  std::vector<std::string>
      env_add;                // "NAME=value" on top of a clean environment: PATH, HOME, LANG, TMPDIR, TERM
  std::filesystem::path cwd;  // empty = ours
  std::vector<PassedFd> fds;  // everything else is closed in the child
  bool talks = false;         // child fd 3 = lines to us, child fd 4 = lines from us
  Output output = Output::capture;
  Limits limits;
  Confinement confinement;
};

enum class Ending {
  exited,
  signalled,
  wall_limit,
  cpu_limit,
  memory_limit,
  output_limit,
  process_limit,
  could_not_start
};

struct ProcessResult {
  Ending ending = Ending::could_not_start;
  int status = 0;        // exit status where exited; errno where could_not_start
  int signal = 0;        // where signalled (also set with cpu_limit, memory_limit when the kernel sent one)
  std::string out, err;  // captured, bounded
  bool cut = false;      // output was longer than what is kept
  Milliseconds wall{0}, cpu{0};
  std::uint64_t peak_bytes = 0;
  int killed_descendants = 0;  // processes of the tree that were still alive when the leader ended
  bool ok() const { return ending == Ending::exited && status == 0; }
};

// A running child. Owns the whole process tree: the destructor kills what is left and reaps it.
// While prep waits in any call here, output is drained and limits are enforced.
class Child {
 public:
  static Child start(
      const ProcessSpec& spec);  // throws Error(environment) only when the machine refuses (fork, pipe)
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;
  ~Child();

  // One line to the child's fd 4, newline added. A dead reader is no error here: next_line() tells.
  void send(std::string_view line);
  // The next complete line from the child's fd 3; nullopt when the child ended, closed it, or hit a limit.
  // An optional own deadline, counted from now, does not kill the child: it returns nullopt as well.
  std::optional<std::string> next_line(Milliseconds patience = Milliseconds{0});
  bool running() const;
  // Restarts the wall limit from now (a fresh case for a long-lived runner).
  void restart_wall(Milliseconds wall);
  // Closes our ends, waits until the leader ended or a limit was hit, kills the rest of the tree until none
  // is left.
  ProcessResult finish();
  // The same at once: SIGKILL.
  ProcessResult kill();

 private:
  struct State;
  explicit Child(std::unique_ptr<State>);
  std::unique_ptr<State> state_;
};

ProcessResult run_process(const ProcessSpec& spec);  // start + finish

// "SIGSEGV: invalid memory access", "SIGKILL: killed"…
std::string signal_words(int signal);

// Ctrl-C: handlers that kill the live children's trees, restore the terminal, and re-raise. Called once by
// main.
void install_signal_handlers();

}  // namespace prep
