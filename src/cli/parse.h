// argv -> Invocation. Throws Error(usage) with "did you mean" for what it does not know.
#pragma once
#include <string>
#include <vector>

#include "cli/command.h"

namespace prep {

// The words behind the program's name.
Invocation parse(const std::vector<std::string>& args);

// Whether the line asks for JSON: known even where it cannot be parsed, so that the error is JSON too.
enum class ErrorForm { text, json };
ErrorForm error_form(const std::vector<std::string>& args);

}  // namespace prep
