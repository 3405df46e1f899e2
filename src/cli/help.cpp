#include "cli/help.h"

#include <algorithm>

#include "term/text.h"

namespace prep {
namespace {

constexpr const char* kEnd = R"(
Exit codes: 0 passed or done, 1 not passed, 2 usage, 3 this machine lacks
something, 4 damaged exercise or content, 5 the record of your progress,
70 a bug in prep. Your files and progress are in ~/prep-work.
)";

constexpr std::size_t kLeft = 26, kWidth = 80;

std::string option_line(const OptionHelp& option) {
  std::string left = option.names;
  if (const std::size_t comma = left.find(','); comma != std::string::npos) left.replace(comma, 1, ", ");
  if (!option.value.empty()) left += (left.empty() ? "" : " ") + option.value;
  const std::string rest(kLeft + 2, ' ');
  const bool too_long = display_width(left) + 2 > kLeft;
  const std::string first = too_long ? rest : "  " + pad(left, kLeft);
  return (too_long ? "  " + left + "\n" : "") + wrapped(option.text, kWidth, first, rest);
}

std::string indented(std::string_view lines) {
  std::string all = "  ";
  for (const char c : lines) all += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return all + "\n";
}

std::string group_title(Group group) {
  switch (group) {
    case Group::study:
      return "Study";
    case Group::exercises:
      return "Exercises";
    case Group::progress:
      return "Progress";
    case Group::tools:
      return "Tools";
    case Group::hidden:
      break;
  }
  return "";
}

}  // namespace

void declare_globals(Options& options, GlobalWords& words) {
  options.text("--home", words.global.home, "FOLDER", "your folder; else $PREP_HOME, else ~/prep-work");
  options.choice("--color", words.colour, {"auto", "always", "never"}, "colour");
  options.flag("--json", words.global.json, "one JSON object on stdout");
  options.flag("--no-input", words.global.no_input, "ask nothing, open nothing");
  options.flag("-q,--quiet", words.global.quiet, "no talk on stderr");
}

Global converted(const GlobalWords& words) {
  Global global = words.global;
  global.colour = words.colour == "always"  ? ColourChoice::always
                  : words.colour == "never" ? ColourChoice::never
                                            : ColourChoice::automatic;
  return global;
}

Described described(const CommandSpec& spec) {
  Options options = Options::describing(std::string(spec.name));
  GlobalWords words;
  declare_globals(options, words);
  const auto globals = static_cast<std::ptrdiff_t>(options.described().size());
  try {
    spec.read(options);
  } catch (const HelpAsked&) {  // how describing ends
  }
  const auto& all = options.described();
  return {{all.begin() + globals, all.end()}, {all.begin(), all.begin() + globals}};
}

std::string help_of_prep() {
  std::string text =
      "prep: train for NVIDIA inference engineer interviews, with or without a GPU\n\n"
      "  prep tour              see the main job in a minute\n"
      "  prep                   today's tasks and the next command\n"
      "  prep run ex_01         grade your file; it is created on the first run\n";
  for (const Group group : {Group::study, Group::exercises, Group::progress, Group::tools}) {
    text += "\n" + group_title(group) + "\n";
    for (const CommandSpec& spec : commands()) {
      if (spec.group != group) continue;
      text += "  " + pad(spec.name, 12) + std::string(spec.summary) + "\n";
    }
  }
  text += "\nWith every command\n";
  for (const OptionHelp& option : described(commands().front()).global) text += option_line(option);
  text += option_line({"-h,--help", "", "help; prep help COMMAND as well"});
  text += option_line({"--version", "", "the version"});
  return text + kEnd;
}

std::string help_of(const CommandSpec& spec) {
  if (spec.name.empty()) return help_of_prep();
  const Described options = described(spec);
  std::string text = "prep " + std::string(spec.name) + ": " + std::string(spec.summary) + "\n\n";
  text += indented(spec.examples) + "\nUsage: prep " + std::string(spec.name);
  for (const OptionHelp& option : options.own) {
    if (option.names.empty()) text += " " + option.value;
  }
  text += " [options]\n";
  for (const OptionHelp& option : options.own) text += option_line(option);
  text += "\nWith every command\n";
  for (const OptionHelp& option : options.global) text += option_line(option);
  return text;
}

std::string version_text() { return "prep " PREP_VERSION "\n"; }

}  // namespace prep
