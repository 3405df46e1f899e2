// The live keepers of this prep: what a signal handler kills, and what is not an orphan. Private to src/os.
#pragma once
#include <sys/types.h>

#include <mutex>

namespace prep {

// Whether killing the keeper takes its tree along (it is the first of a process-id namespace).
enum class TreeDies { with_keeper, when_told };
// Ctrl-C of a child in our session is the child's business.
enum class Session { own, ours };

// Held while a keeper is forked and remembered, and while orphans are swept, so that none is mistaken for the
// other.
std::mutex& keepers_lock();

// A slot number; throws Error where too many children live at once. Call with the lock held.
int remember_keeper(pid_t keeper, int lifeline_fd, TreeDies dies, Session session);
void forget_keeper(int slot);
bool is_keeper(pid_t pid);

// Kills and reaps our children that are no keepers: a tree whose keeper was killed falls back to prep. Takes
// the lock.
void sweep_orphans();

}  // namespace prep
