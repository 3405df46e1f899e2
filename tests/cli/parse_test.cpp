#include "cli/parse.h"

#include "catch.h"
#include "cli/grammar.h"
#include "cli/help.h"
#include "os/error.h"
#include "term/text.h"

namespace prep {
namespace {

using Words = std::vector<std::string>;

struct Row {
  Words args;
  Command command;
};

TEST_CASE("argv becomes a command") {
  using namespace command;
  const std::vector<Row> rows{
      {{}, Today{}},
      {{"start"}, Start{}},
      {{"start", "--plan", "standard", "--weeks", "6", "--interview", "2026-12-18", "--hours", "1.5"},
       Start{"standard", "2026-12-18", "", 6, 1.5}},
      {{"next"}, Next{}},
      {{"next", "--all"}, Next{Span::day}},
      {{"done"}, Done{}},
      {{"done", "w1d1-read"}, Done{"w1d1-read"}},
      {{"skip", "w1d1-read", "--until=2026-12-01"}, Skip{"w1d1-read", "2026-12-01"}},
      {{"undo"}, Undo{}},
      {{"redo"}, Redo{}},
      {{"list", "--status", "todo", "--week", "2", "--topic", "memory", "--difficulty", "3", "--language",
        "cuda"},
       List{"todo", "memory", "cuda", 2, 3}},
      {{"show", "3"}, Show{"3"}},
      {{"read", "w2d3"}, Read{"w2d3"}},
      {{"edit", "ex_03", "--edit-cmd", "code --wait"}, Edit{"ex_03", "code --wait"}},
      {{"run"}, Run{}},
      {{"run", "ex_03", "--backend", "sim", "--seed", "00ff", "--quick", "--fresh", "--file", "a.cu"},
       Run{"ex_03", "a.cu", "00ff", BackendChoice::sim, Depth::quick, CacheUse::fresh}},
      {{"--seed", "7", "run", "ex_03"}, Run{"ex_03", "", "7"}},
      {{"hint", "--level", "2"}, Hint{"", 2}},
      {{"solution", "ex_03", "--give-up"}, Solution{"ex_03", GiveUp::yes}},
      {{"reset", "ex_03"}, Reset{"ex_03"}},
      {{"checklist", "kernels", "--tick"}, Checklist{"kernels", TickChange::tick}},
      {{"status"}, Status{}},
      {{"log", "-n", "5", "--ids"}, Log{5, Ids::shown}},
      {{"log", "--all"}, Log{0}},
      {{"search", "bank", "conflict"}, Search{"bank conflict"}},
      {{"note", "ex_03", "two", "loads"}, Note{"ex_03", "two loads"}},
      {{"doctor", "--restore"}, Doctor{Repair::yes}},
      {{"calibrate"}, Calibrate{}},
      {{"calibrate", "--gpu", "1", "--force"}, Calibrate{MeasureWhat::gpu, 1, Keep::again}},
      {{"calibrate", "--cpu"}, Calibrate{MeasureWhat::cpu}},
      {{"sim", "a.cu", "b.cpp", "--fast", "--", "--json", "7"},
       Sim{{"a.cu", "b.cpp"}, {"--json", "7"}, {}, {}, SimMode::fast}},
      {{"sim", "-I", "inc", "a.cu", "-Imore", "-DN=4", "-D", "DEBUG", "--gpus", "2", "--leaks", "--gpu", "l4",
        "--std", "c++20", "--schedule", "3"},
       Sim{{"a.cu"},
           {},
           {"inc", "more"},
           {"N=4", "DEBUG"},
           SimMode::check,
           SimLeaks::told,
           SimModel::told,
           "l4",
           "c++20",
           2,
           3}},
      {{"dev", "check", "3", "--quick"}, DevCheck{{"3"}, Depth::quick}},
      {{"tour"}, Tour{}},
      {{"completion", "fish"}, Completion{"fish"}},
      {{"__complete", "run", "--"}, Complete{{"run", "--"}}},
      {{"import", "/other"}, Import{"/other"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.args);
    const Invocation parsed = parse(row.args);
    CHECK(parsed.command == row.command);
    CHECK(parsed.global == Global{});
  }
}

TEST_CASE("options that every command takes stand before or after its name") {
  for (const Words& args :
       {Words{"--json", "--home", "/h", "--color", "never", "-q", "--no-input", "next", "--all"},
        Words{"next", "--all", "--json", "--home=/h", "--color=never", "--quiet", "--no-input"},
        Words{"--json", "next", "--home", "/h", "--all", "-q", "--color", "never", "--no-input"}}) {
    CAPTURE(args);
    const Invocation parsed = parse(args);
    CHECK(parsed.command == Command(command::Next{command::Span::day}));
    CHECK(parsed.global == Global{"/h", ColourChoice::never, true, true, true});
  }
}

struct Wrong {
  Words args;
  const char* kind;
  const char* says;
};

TEST_CASE("what is not understood is exit 2 and names the way out") {
  const Wrong row = GENERATE(
      Wrong{{"runn", "ex_3"}, "unknown_command", "unknown command \"runn\". Did you mean \"run\"?"},
      Wrong{{"review"}, "unknown_command", "unknown command \"review\""},
      Wrong{{"zzzzzzzz"}, "unknown_command", "prep --help"}, Wrong{{"dev"}, "unknown_command", "dev check"},
      Wrong{{"dev", "chek"}, "unknown_command", "Did you mean \"dev check\"?"},
      Wrong{{"__comp"}, "unknown_command", "unknown command"},
      Wrong{{"run", "--sed", "5"}, "unknown_option", "unknown option \"--sed\". Did you mean \"--seed\"?"},
      Wrong{{"--jsn", "next"}, "unknown_option", "Did you mean \"--json\"?"},
      Wrong{{"sim", "a.cu", "--fast", "--model"}, "usage", "leave out --fast"},
      Wrong{{"sim", "a.cu", "--gpus", "9"}, "usage", "1 to 8"},
      Wrong{{"calibrate", "--cpu", "--gpu", "0"}, "usage", "exclude"},
      Wrong{{"calibrate", "--gpu", "-1"}, "usage", "0 to 255"},
      Wrong{{"sim", "--fst"}, "unknown_option", "Did you mean \"--fast\"?"},
      Wrong{{"run", "--backend", "cpu"}, "usage", "auto, gpu, sim or host"},
      Wrong{{"list", "--status", "todos"}, "usage", "Did you mean \"todo\"?"},
      Wrong{{"run", "a", "b"}, "usage", "one word too many: \"b\""},
      Wrong{{"run", "--seed"}, "usage", "--seed"}, Wrong{{"run", "--seed", "xyz"}, "usage", "hex"},
      Wrong{{"run", "--seed", "00000000000000001"}, "usage", "hex"},
      Wrong{{"start", "--weeks", "0"}, "usage", "--weeks takes 1 to 52"},
      Wrong{{"start", "--weeks", "x"}, "usage", "--weeks"},
      Wrong{{"start", "--hours", "99"}, "usage", "0.25 to 16"},
      Wrong{{"start", "--interview", "18.12.2026"}, "usage", "2026-11-22"},
      Wrong{{"skip", "--until", "2026-02-30"}, "usage", "--until"}, Wrong{{"search"}, "usage", "TEXT"},
      Wrong{{"import"}, "usage", "FOLDER"}, Wrong{{"completion", "csh"}, "usage", "bash, zsh or fish"},
      Wrong{{"checklist", "--tick"}, "usage", "which item"},
      Wrong{{"checklist", "x", "--tick", "--untick"}, "usage", "exclude"},
      Wrong{{"hint", "--level", "0"}, "usage", "1 to"},
      Wrong{{"help", "runn"}, "unknown_command", "Did you mean \"run\"?"});
  CAPTURE(row.args);
  try {
    parse(row.args);
    FAIL("was understood");
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::usage);
    CHECK(error.kind() == row.kind);
    CHECK_THAT(error.what(), prep_test::ContainsSubstring(row.says));
  }
}

TEST_CASE("every command has help with an example, its own options and those of all") {
  for (const CommandSpec& spec : commands()) {
    if (spec.group == Group::hidden) continue;
    const std::size_t space = spec.name.find(' ');
    Words args{std::string(spec.name.substr(0, space))};
    if (space != std::string_view::npos) args.emplace_back(spec.name.substr(space + 1));
    CAPTURE(spec.name);
    Words asked = args;
    asked.insert(asked.begin(), "help");
    args.emplace_back("--help");
    const std::string text = std::get<command::Help>(parse(args).command).text;
    CHECK_THAT(text, prep_test::ContainsSubstring("  prep " + std::string(spec.name)));
    CHECK_THAT(text, prep_test::ContainsSubstring("--json"));
    for (const OptionHelp& option : described(spec).own) {
      if (!option.names.empty())
        CHECK_THAT(text, prep_test::ContainsSubstring(option_names(option.names).back()));
    }
    CHECK(text == std::get<command::Help>(parse(asked).command).text);
    CHECK_THAT(help_of_prep(), prep_test::ContainsSubstring("\n  " + std::string(spec.name) + " "));
    std::size_t line_start = 0;
    while (line_start < text.size()) {
      const std::size_t end = text.find('\n', line_start);
      CHECK(display_width(text.substr(line_start, end - line_start)) <= 80);
      line_start = end + 1;
    }
  }
}

TEST_CASE("an error is JSON when the line asks for it, even where it cannot be parsed") {
  CHECK(error_form({"runn", "--json"}) == ErrorForm::json);
  CHECK(error_form({"sim", "a.cu", "--", "--json"}) == ErrorForm::text);
  CHECK(error_form({}) == ErrorForm::text);
}

}  // namespace
}  // namespace prep
