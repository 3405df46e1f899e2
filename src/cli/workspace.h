// The learner's folder: the starter put into place, and the files that let clangd understand a .cu file with
// no further step.
#pragma once
#include <filesystem>
#include <string>

#include "cli/session.h"

namespace prep {

enum class Placed { created, was_there };
struct LearnerFile {
  std::filesystem::path path;
  Placed placed = Placed::was_there;
};
// Creates the file from the starter where there is none, records that it was opened, and says so on stderr.
// Never overwrites.
LearnerFile place_starter(Session& session, const Kit& kit);

// compile_commands.json and .clangd in the learner's folder, written only where they differ. A .clangd
// without our first line is the learner's own and stays.
void write_editor_files(Session& session);
std::string compile_commands(Session& session);

}  // namespace prep
