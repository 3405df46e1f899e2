// Child processes: no shell, stdin /dev/null, own session, limits, whole tree killed, confinement.
// Everything that prep starts (compilers, judges, runners, editors) goes through here.
//
// Between prep and the program stands a keeper, a fork of prep that only waits (keeper.h). It is the ancestor
// that every process of the tree falls back to, so nothing outlives it; it ends the tree when the program
// ends, when prep says so, and when prep itself dies.
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
  // RLIMIT_AS, for each process: an allocation past it fails in the program, which then mostly ends as
  // `signalled`
  // (bad_alloc, or a null pointer followed); the kernel does not tell why, so neither does Ending.
  address_space,
  // The resident size of the whole tree is polled; past it the tree is killed: memory_limit.
  resident,
};

// 0 = no limit, everywhere. The wall clock starts at start().
struct Limits {
  Milliseconds wall{0};
  Milliseconds cpu{0};  // RLIMIT_CPU, for each process, rounded up to seconds
  std::uint64_t memory_bytes = 0;
  MemoryLimit memory_kind = MemoryLimit::address_space;
  std::uint64_t output_bytes = 0;  // stdout and stderr together; past it the tree is killed: output_limit
  std::uint64_t file_bytes = 0;    // RLIMIT_FSIZE: the process gets SIGXFSZ
  int processes = 0;               // live processes of the tree, polled; threads do not count
  std::uint64_t stack_bytes = 0;
};

// What the child may touch. Means are probed by running them (sandbox.h) and applied best effort: what holds
// on this machine is shown by doctor, and what does not hold is never claimed. A confined child also loses
// root's capabilities (but the one to read files of others below the folders named here) and may not gain
// privileges.
// Whether a confined program may have processes of its own. Threads are always free, and so is the vfork+exec
// of posix_spawn.
enum class Forks {
  allowed,  // compilers
  refused,  // a learner's program: fork fails with EPERM, so a fork bomb never starts (where seccomp holds)
};

// by_tool: the command is a tool that starts the program under test and watches it (compute-sanitizer, ncu):
// it may open TCP sockets and read the /proc of what it starts, which Landlock would hide from it.
enum class Supervision { none, by_tool };

struct Confinement {
  bool confined = false;  // false: a trusted child (judge, editor, pager)
  // Subtrees or files. Added by itself: the program, /usr, /lib*, /bin, /opt, the loader's files in /etc,
  // /sys, its own part of /proc, /dev/null and its like, the GPU's devices. Missing ones are left out
  // silently.
  std::vector<std::filesystem::path> readable;
  // Subtrees; a private scratch folder, never the learner's home or journal. The first one becomes TMPDIR.
  std::vector<std::filesystem::path> writable;
  Forks forks = Forks::allowed;
  Supervision supervision = Supervision::none;
};

// Where the child's stdin, stdout and stderr go.
enum class Output {
  capture,  // both into ProcessResult, bounded by limits.output_bytes (64 MiB are kept where that is 0); own
            // session
  inherit,  // all three are ours, in our session and with our whole environment (editor, pager): Ctrl-C is
            // theirs then
};

struct PassedFd {
  int parent_fd;  // open here; stays open here
  int child_fd;   // number in the child, >= 3
};

struct ProcessSpec {
  std::vector<std::string> argv;  // argv[0] is looked up in PATH; with a slash in it, relative to cwd
  std::vector<std::string>
      env_add;                // "NAME=value" on top of a clean environment: PATH, HOME, LANG, TMPDIR, TERM
  std::filesystem::path cwd;  // empty = ours
  std::vector<PassedFd> fds;  // everything else is closed in the child
  std::filesystem::path stdin_file;  // empty = /dev/null (ours with Output::inherit)
  bool talks = false;                // child fd 3 = lines to us, child fd 4 = lines from us
  bool fixed_addresses = false;      // no address randomisation (ThreadSanitizer)
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
  int status = 0;  // exit status where exited; errno where could_not_start (then `err` says at which step)
  int signal = 0;  // where signalled (also set with the limits: what ended the leader)
  std::string out, err;  // captured, bounded
  bool cut = false;      // output was longer than what is kept
  Milliseconds wall{0};
  Milliseconds cpu{0};  // of the whole tree
  std::uint64_t peak_bytes =
      0;  // largest process, or largest tree seen where it was polled; a few MB are the start's own
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
  // The same at once: SIGKILL. A leader that had ended by itself keeps its own ending.
  ProcessResult kill();

 private:
  struct State;
  explicit Child(std::unique_ptr<State>);
  std::unique_ptr<State> state_;
};

ProcessResult run_process(const ProcessSpec& spec);  // start + finish

// "SIGSEGV: invalid memory access", "SIGKILL: killed"…
std::string signal_words(int signal);

// Ctrl-C and the like: handlers that kill the live children's trees, restore the terminal's modes, call
// `cleanup` (only async-signal-safe code; may be null) and re-raise. Called once by main.
void install_signal_handlers(void (*cleanup)() = nullptr);

}  // namespace prep
