// Landlock: the kernel lets a process give up access to all files but the named subtrees, without privileges.
// Written against the system calls, since the headers of our build machines are older than the kernels prep
// meets.
#pragma once
#include <filesystem>
#include <vector>

#include "os/process.h"

namespace prep {

int landlock_version();  // of the kernel's interface; < 1 with errno set: absent or switched off

// A rule set's descriptor (close-on-exec), for one child; the caller closes it. -1 with errno set: it cannot
// be made. TCP, signals to outside processes and abstract sockets are denied as well where the kernel can.
int make_landlock_rules(const std::vector<std::filesystem::path>& readable,
                        const std::vector<std::filesystem::path>& writable,
                        Supervision supervision = Supervision::none);

// These make system calls only, for use after a fork. They return 0 or an errno.
int allow_reading(int rules, const char* path);   // adds one subtree, also for executing
int allow_changing(int rules, const char* path);  // reading, and writing to the files that are there
int enter_landlock(int rules);                    // for the calling thread, and all it starts, for good

}  // namespace prep
