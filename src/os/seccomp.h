// The system-call filter of a confined child: a deny list, answered with EPERM, so that programs meet a plain
// error. Denied: sockets other than Unix ones, tracing and other processes' memory, new namespaces and
// mounts, the kernel's side doors (bpf, keys, perf, io_uring, modules, clock). Everything that compilers, C++
// and CUDA programs use stays.
#pragma once

#include "os/process.h"

struct sock_fprog;

namespace prep {

const sock_fprog& seccomp_program(
    Forks forks, Supervision supervision = Supervision::none);  // built on first use: call it before a fork
int enter_seccomp(const sock_fprog& program);                   // system calls only; 0 or an errno; for good

}  // namespace prep
