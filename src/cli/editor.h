// The learner's editor on a file.
#pragma once
#include <filesystem>
#include <string>

#include "cli/session.h"

namespace prep {

enum class Opened { yes, no };
// `command`, else $VISUAL, else $EDITOR. A named command is always run; those of the environment only on a
// terminal.
Opened open_editor(Session& session, const std::filesystem::path& file, const std::string& command);

}  // namespace prep
