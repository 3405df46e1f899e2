// Copies of learner files in .prep/backup, under the lock. Used by back_up() and by undo.
#pragma once
#include <cstdint>
#include <filesystem>

#include "store/store.h"

namespace prep {

// Returns the path relative to home. Throws IoError.
std::filesystem::path back_up_locked(const StoreContext& store, const std::filesystem::path& file);

}  // namespace prep
