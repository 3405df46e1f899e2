// What a new child needs, worked out before the fork: afterwards only system calls are made. Private to
// src/os.
#pragma once
#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "os/namespaces.h"

struct sock_fprog;

namespace prep {

struct FdMove {
  int from, to;
};

struct ResourceLimit {
  int resource;
  rlim_t soft, hard;
};

// Where starting failed, sent with the errno over LaunchPlan::failure_fd. Nothing is sent when the program
// runs: the descriptor closes by itself at exec.
enum class Step : int { namespaces, fork, descriptors, folder, limits, landlock, seccomp, exec };
struct StartFailure {
  Step step;
  int code;
};

// What the keeper sends at the end, when nothing of the tree is left.
struct KeeperReport {
  int leader_status = 0;      // as from wait(); 0 and not leader_ended when it never started
  bool leader_ended = false;  // by itself, before the keeper was told to kill
  int killed = 0;             // processes that the leader left behind
  std::int64_t cpu_us = 0;    // all of the tree that was waited for
  std::uint64_t peak_bytes = 0;
};

struct LaunchPlan {
  std::string program;           // for execve
  std::vector<char*> argv, env;  // null at the end; the texts belong to the caller
  std::string cwd;               // empty = stay
  std::vector<FdMove> fds;       // all that the program gets, 0 to 2 included
  std::vector<ResourceLimit> limits;
  bool own_session = true;
  bool fixed_addresses = false;
  bool confined = false;  // no new privileges, no capabilities
  int landlock_rules = -1;
  const sock_fprog* seccomp = nullptr;
  NamespacePlan namespaces;
  int failure_fd = -1, lifeline_fd = -1, report_fd = -1;
};

[[noreturn]] void run_keeper(const LaunchPlan& plan);  // keeper.cpp: in the forked process
[[noreturn]] void run_leader(
    const LaunchPlan& plan);  // leader.cpp: in the keeper's child; becomes the program
[[noreturn]] void fail_start(int failure_fd, Step step, int code);

void close_all_but(const int* fds, std::size_t count);  // system calls only; `fds` in rising order

}  // namespace prep
