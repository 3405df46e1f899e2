// Who descends from whom, read from /proc.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prep {

// The direct children of `parent` (forked by any of its threads), at most `capacity`; returns how many were
// written. System calls only: the keeper calls it after a fork. Children that end meanwhile may hide others:
// ask again.
std::size_t list_children(pid_t parent, pid_t* pids, std::size_t capacity);

// All processes below `root`, without it.
std::vector<pid_t> descendants(pid_t root);

std::uint64_t resident_bytes(pid_t pid);  // 0 when it is gone

}  // namespace prep
