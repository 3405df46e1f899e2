// Environment variables: an empty one counts as unset, everywhere in prep.
#pragma once
#include <optional>
#include <string>

namespace prep {

std::optional<std::string> environment(const char* name);
std::string environment_or(const char* name, const std::string& otherwise);

}  // namespace prep
