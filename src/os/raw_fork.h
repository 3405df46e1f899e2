// fork() without the C library's fork handlers, which take locks that another thread of prep may hold. The
// child may only make system calls (and read memory prepared before): no allocation, no streams, no
// exceptions.
#pragma once
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace prep {

// `namespaces`: CLONE_NEW… flags, 0 for a plain fork. Returns like fork().
inline pid_t raw_fork(unsigned long namespaces) {
  return static_cast<pid_t>(syscall(SYS_clone, namespaces | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

}  // namespace prep
