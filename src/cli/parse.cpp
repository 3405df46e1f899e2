#include "cli/parse.h"

#include <algorithm>
#include <optional>

#include "cli/grammar.h"
#include "cli/help.h"
#include "cli/nvcc_words.h"
#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {
namespace {

using Words = std::vector<std::string>;

const CommandSpec* find_command(const std::string& name) {
  const auto at = std::find_if(commands().begin(), commands().end(),
                               [&name](const CommandSpec& spec) { return spec.name == name; });
  return at == commands().end() ? nullptr : &*at;
}

// Names that a learner may type, and first words of those of two words.
Words typed_names() {
  Words names{"help"};
  for (const CommandSpec& spec : commands()) {
    if (!spec.name.empty()) names.emplace_back(spec.name.substr(0, spec.name.find(' ')));
  }
  return names;
}

// Whether any command has an option of this name that takes a value: needed only for a line in which such an
// option stands before the command.
bool takes_value(const std::string& option) {
  const auto matches = [&option](const OptionHelp& help) {
    const Words names = option_names(help.names);
    return !help.value.empty() && std::find(names.begin(), names.end(), option) != names.end();
  };
  if (option == "--home" || option == "--color") return true;
  return std::any_of(commands().begin(), commands().end(), [&](const CommandSpec& spec) {
    const std::vector<OptionHelp> own = described(spec).own;
    return std::any_of(own.begin(), own.end(), matches);
  });
}

// The place of the command's name; args.size() where there is none.
std::size_t command_place(const Words& args) {
  constexpr const char* kPlain[] = {"--json", "--no-input", "-q", "--quiet", "-h", "--help"};
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string& word = args[i];
    if (word == "--") return args.size();
    if (word.size() < 2 || word[0] != '-') return i;
    const bool plain = std::find(std::begin(kPlain), std::end(kPlain), word) != std::end(kPlain);
    if (!plain && word.find('=') == std::string::npos && takes_value(word)) ++i;
  }
  return args.size();
}

[[noreturn]] void unknown_command(const std::string& name) {
  const auto close = nearest(name, typed_names());
  throw Error(Exit::usage, "unknown_command",
              "unknown command \"" + name + "\"" +
                  (close ? ". Did you mean \"" + *close + "\"?" : "; prep --help lists them"));
}

// Takes the command's name out of the line.
struct Picked {
  const CommandSpec* spec;
  Words rest;
};
Picked pick(const Words& args) {
  const std::size_t place = command_place(args);
  if (place == args.size()) return {find_command(""), args};
  Words rest = args;
  const auto at = static_cast<std::ptrdiff_t>(place);
  std::string name = args[place];
  rest.erase(rest.begin() + at);
  if (name == "dev") {
    const bool has_second = place < rest.size();
    if (!has_second || find_command("dev " + rest[place]) == nullptr) {
      throw Error(Exit::usage, "unknown_command",
                  has_second && rest[place][0] != '-'
                      ? "unknown command \"dev " + rest[place] + "\". Did you mean \"dev check\"?"
                      : std::string("dev what? prep dev check, prep dev bench"));
    }
    name = "dev " + rest[place];
    rest.erase(rest.begin() + at);
  }
  const CommandSpec* spec = find_command(name);
  if (spec == nullptr || name.empty()) unknown_command(name);
  return {spec, rest};
}

Invocation help_on(const Words& names) {
  if (names.empty()) return {{}, command::Help{help_of_prep()}};
  std::string name = names[0];
  if (name == "dev") name = "dev " + (names.size() > 1 ? names[1] : std::string("check"));
  const CommandSpec* spec = find_command(name);
  if (spec == nullptr) unknown_command(name);
  return {{}, command::Help{help_of(*spec)}};
}

// What follows "--" is the program's business in `prep sim`.
Words cut_at_dashes(Words& args) {
  const auto dashes = std::find(args.begin(), args.end(), "--");
  Words after;
  if (dashes != args.end()) after.assign(dashes + 1, args.end());
  args.erase(dashes, args.end());
  return after;
}

}  // namespace

Invocation parse(const Words& args) {
  if (!args.empty() && args[0] == "__complete") {
    return {{}, command::Complete{{args.begin() + 1, args.end()}}};
  }
  if (!args.empty() && args[0] == "help") return help_on({args.begin() + 1, args.end()});
  Picked picked = pick(args);
  const bool is_sim = picked.spec->name == "sim";
  const Words program_args = is_sim ? cut_at_dashes(picked.rest) : Words{};
  NvccWords nvcc = is_sim ? take_nvcc_words(picked.rest) : NvccWords{picked.rest, {}};
  Options options(std::string(picked.spec->name), nvcc.rest);
  GlobalWords words;
  declare_globals(options, words);
  try {
    Command command = picked.spec->read(options);
    if (is_sim) {
      auto& sim = std::get<command::Sim>(command);
      sim.args = program_args;
      sim.link = std::move(nvcc.link);
      sim.openmp = nvcc.openmp;
    }
    return {converted(words), std::move(command)};
  } catch (const HelpAsked&) {
    return {{}, command::Help{help_of(*picked.spec)}};
  }
}

ErrorForm error_form(const Words& args) {
  const auto end = std::find(args.begin(), args.end(), "--");
  return std::find(args.begin(), end, "--json") != end ? ErrorForm::json : ErrorForm::text;
}

}  // namespace prep
