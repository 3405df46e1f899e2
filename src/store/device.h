// The name of this machine as a writer. It lives in the state folder, not in the learner's folder: a copied
// folder on another machine gets a journal of its own.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "os/files.h"

namespace prep {

bool valid_device(const std::string& id);  // lower-case letters and digits
std::optional<std::string> known_device(const std::filesystem::path& state);
// Makes one on the first append. Throws Error(store) where the state folder cannot be written.
std::string ensure_device(Files& files, const std::filesystem::path& state);

}  // namespace prep
