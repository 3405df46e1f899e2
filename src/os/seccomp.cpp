#include "os/seccomp.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <vector>

namespace prep {
namespace {

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "prep runs on x86-64 and ARM64 Linux"
#endif

constexpr unsigned kX32Bit = 0x40000000;  // x86-64's second call table: the same calls under other numbers
constexpr unsigned kDeny = SECCOMP_RET_ERRNO | EPERM;
constexpr unsigned kUnknown = SECCOMP_RET_ERRNO | ENOSYS;

// Numbers above 423 are the same on both architectures; older headers lack their names.
constexpr long kDenied[] = {SYS_ptrace,
                            SYS_process_vm_readv,
                            SYS_process_vm_writev,
                            SYS_kcmp,
                            438 /* pidfd_getfd */,
                            SYS_unshare,
                            SYS_setns,
                            SYS_chroot,
                            SYS_pivot_root,
                            SYS_mount,
                            SYS_umount2,
                            428 /* open_tree */,
                            429 /* move_mount */,
                            430 /* fsopen */,
                            431 /* fsconfig */,
                            432 /* fsmount */,
                            433 /* fspick */,
                            442 /* mount_setattr */,
                            SYS_open_by_handle_at,
                            SYS_bpf,
                            SYS_perf_event_open,
                            SYS_userfaultfd,
                            SYS_add_key,
                            SYS_request_key,
                            SYS_keyctl,
                            425 /* io_uring_setup */,
                            426 /* io_uring_enter */,
                            427 /* io_uring_register */,
                            SYS_init_module,
                            SYS_finit_module,
                            SYS_delete_module,
                            SYS_kexec_load,
#ifdef SYS_kexec_file_load
                            SYS_kexec_file_load,
#endif
#ifdef SYS_iopl
                            SYS_iopl,
                            SYS_ioperm,
#endif
                            SYS_reboot,
                            SYS_swapon,
                            SYS_swapoff,
                            SYS_sethostname,
                            SYS_setdomainname,
                            SYS_settimeofday,
                            SYS_clock_settime,
                            SYS_adjtimex,
                            SYS_clock_adjtime,
                            SYS_acct,
                            SYS_quotactl,
                            SYS_syslog};

constexpr unsigned kNewNamespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

class Filter {
 public:
  Filter(Forks forks, Supervision supervision) {
    load(offsetof(seccomp_data, arch));
    unless(BPF_JEQ, kArchitecture, kDeny);
    load(offsetof(seccomp_data, nr));
    when(BPF_JGE, kX32Bit, kDeny);
    for (const long call : kDenied) when(BPF_JEQ, static_cast<unsigned>(call), kDeny);
#ifdef SYS_fork
    if (forks == Forks::refused) when(BPF_JEQ, SYS_fork, kDeny);
#endif
    // Its flags lie in memory, which a filter cannot read. The C library falls back to clone.
    when(BPF_JEQ, 435 /* clone3 */, kUnknown);
    if (supervision == Supervision::none) {
      argument_of(SYS_socket, 0);
      unless(BPF_JEQ, AF_UNIX, kDeny);
      end_argument();
    }
    argument_of(SYS_clone, 0);
    when(BPF_JSET, kNewNamespaces, kDeny);
    if (forks == Forks::refused)
      unless(BPF_JSET, CLONE_VM, kDeny);  // threads and vfork share memory, fork does not
    end_argument();
    argument_of(SYS_ioctl, 1);
    when(BPF_JEQ, TIOCSTI, kDeny);  // typing into somebody's terminal
    end_argument();
    answer(SECCOMP_RET_ALLOW);
    program_ = {static_cast<unsigned short>(code_.size()), code_.data()};
  }
  const sock_fprog& program() const { return program_; }

 private:
  void add(unsigned short code, unsigned k, unsigned char yes = 0, unsigned char no = 0) {
    code_.push_back({code, yes, no, k});
  }
  void load(std::size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset)); }
  void answer(unsigned value) { add(BPF_RET | BPF_K, value); }
  void when(unsigned test, unsigned value, unsigned then) {
    add(static_cast<unsigned short>(BPF_JMP | test | BPF_K), value, 0, 1);
    answer(then);
  }
  void unless(unsigned test, unsigned value, unsigned then) {
    add(static_cast<unsigned short>(BPF_JMP | test | BPF_K), value, 1, 0);
    answer(then);
  }
  // Code that looks at an argument (its low half) of one call; any other call skips it, keeping its number
  // loaded.
  void argument_of(long call, std::size_t index) {
    skip_ = code_.size();
    add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call));
    load(offsetof(seccomp_data, args) + index * sizeof(seccomp_data::args[0]));
  }
  void end_argument() {
    answer(SECCOMP_RET_ALLOW);
    code_[skip_].jf = static_cast<unsigned char>(code_.size() - skip_ - 1);
  }

  std::vector<sock_filter> code_;
  std::size_t skip_ = 0;
  sock_fprog program_{};
};

}  // namespace

const sock_fprog& seccomp_program(Forks forks, Supervision supervision) {
  static const Filter free(Forks::allowed, Supervision::none), childless(Forks::refused, Supervision::none);
  static const Filter talking(Forks::allowed, Supervision::by_tool),
      talking_childless(Forks::refused, Supervision::by_tool);
  if (supervision == Supervision::by_tool)
    return forks == Forks::allowed ? talking.program() : talking_childless.program();
  return forks == Forks::allowed ? free.program() : childless.program();
}

int enter_seccomp(const sock_fprog& program) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return errno;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0 ? errno : 0;
}

}  // namespace prep
