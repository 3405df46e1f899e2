// The writers' lock: flock on .prep/lock, a file apart from the data, so that no rename changes what is
// locked. Waiting has a limit, and whoever gives up says who holds it. The kernel drops the lock with its
// holder, however that ends.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "os/clock.h"
#include "os/files.h"

namespace prep {

class StoreLock {
 public:
  // Throws Error(store, "store_locked") after `patience`. The folder must exist.
  StoreLock(Files& files, const std::filesystem::path& data, Milliseconds patience);

 private:
  std::unique_ptr<FileHandle> file_;  // closing it unlocks
};

// Whether nobody holds the lock now. Writes nothing.
bool lock_is_free(const std::filesystem::path& data);

}  // namespace prep
