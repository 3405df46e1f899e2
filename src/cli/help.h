// The texts of --help, made from the commands' own declarations.
#pragma once
#include <string>

#include "cli/grammar.h"

namespace prep {

// Declares the options that every command takes. The colour's word is converted after finish().
struct GlobalWords {
  Global global;
  std::string colour = "auto";
};
void declare_globals(Options& options, GlobalWords& words);
Global converted(const GlobalWords& words);

std::string help_of_prep();
std::string help_of(const CommandSpec& spec);
// What the command takes: its own options first, then how many of them are its own.
struct Described {
  std::vector<OptionHelp> own, global;
};
Described described(const CommandSpec& spec);

std::string version_text();

}  // namespace prep
