// The real program, end to end: exit codes, streams, files.
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/learner.h"

using namespace prep_test;
using nlohmann::json;
using Words = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

TEST_CASE("exit codes and the sentence of what cannot be done") {
  struct Row {
    Words args;
    int code;
    const char* says;
  };
  const Row row = GENERATE(
      Row{{"--version"}, 0, ""}, Row{{"--help"}, 0, ""}, Row{{"next"}, 0, ""},
      Row{{"runn", "ex_3"}, 2, "prep: unknown command \"runn\". Did you mean \"run\"?"},
      Row{{"run", "--quik"}, 2, "Did you mean \"--quick\"?"}, Row{{"show", "ex_99"}, 2, "ex_99"},
      Row{{"run", "ex_03"}, 2, "planned and not written yet"}, Row{{"show", "ti"}, 0, ""},
      Row{{"show", "2"}, 0, ""}, Row{{"read", "w9d9"}, 2, "w9d9"},
      Row{{"done", "w1d1-raed"}, 2, "Did you mean \"w1d1-read\"?"},
      Row{{"checklist", "tilling"}, 2, "Did you mean \"tiling\"?"},
      Row{{"start", "--plan", "standart"}, 2, "Did you mean \"standard\"?"},
      Row{{"start", "--interview", "2026-11-01"}, 2, "past"},
      Row{{"skip", "--until", "2026-11-22"}, 2, "future"}, Row{{"reset", "ex_01"}, 2, "prep edit ex_01"},
      Row{{"solution", "ex_01"}, 2, "--give-up"}, Row{{"hint", "ex_01", "--level", "9"}, 2, "3 hints"},
      Row{{"run", "ex_01", "--file", "none.cpp"}, 2, "none.cpp"}, Row{{"import", "nowhere"}, 2, "nowhere"},
      Row{{"undo"}, 2, "nothing to take back"}, Row{{"sim", "none.cu"}, 2, "none.cu"});
  Learner learner(fixtures());
  CAPTURE(row.args);
  const Said said = learner.prep(row.args);
  CHECK_THAT(said.err, ContainsSubstring(row.says));
  CHECK(said.code == row.code);
  if (said.code != 0) {
    CHECK(said.out.empty());
    CHECK(said.err.starts_with("prep: "));
    CHECK(std::count(said.err.begin(), said.err.end(), '\n') == 1);
  } else {
    CHECK(said.err.empty());
  }
}

TEST_CASE("a later issue's command does not exist") {
  Learner learner(fixtures());
  for (const char* name :
       {"review", "drill", "mock", "explain", "stats", "report", "export", "watch", "config"}) {
    CAPTURE(name);
    const Said said = learner.prep({name});
    CHECK(said.code == 2);
    CHECK_THAT(said.err, ContainsSubstring("unknown command"));
  }
}

TEST_CASE("every command answers with one JSON object and nothing else") {
  Learner learner(fixtures());
  const std::vector<std::pair<Words, std::string>> rows{
      {{}, "today"},
      {{"start", "--weeks", "2"}, "start"},
      {{"next"}, "next"},
      {{"next", "--all"}, "next"},
      {{"read", "w1d1"}, "read"},
      {{"done", "w1d1-read"}, "done"},
      {{"skip", "w1d1-explain"}, "skip"},
      {{"undo"}, "undo"},
      {{"redo"}, "redo"},
      {{"note", "ex_01", "größer ✓"}, "note"},
      {{"search", "banks"}, "search"},
      {{"list"}, "list"},
      {{"show", "ex_01"}, "show"},
      {{"edit", "ex_01"}, "edit"},
      {{"hint", "ex_01"}, "hint"},
      {{"solution", "ex_01", "--give-up"}, "solution"},
      {{"reset", "ex_01"}, "reset"},
      {{"status"}, "status"},
      {{"checklist"}, "checklist"},
      {{"checklist", "adding", "--tick"}, "checklist"},
      {{"log", "--all"}, "log"},
      {{"doctor"}, "doctor"},
      {{"completion", "bash"}, "completion"},
      {{"import", "other"}, "import"},
  };
  Learner other(fixtures());
  REQUIRE(other.prep({"done"}).code == 0);
  fs::copy(other.home(), learner.folder() / "other", fs::copy_options::recursive);
  for (auto [args, name] : rows) {
    args.emplace_back("--json");
    CAPTURE(args);
    const Said said = learner.prep(args);
    CAPTURE(said.err);
    REQUIRE(said.code == 0);
    CHECK(said.err.empty());
    const json object = json::parse(said.out);
    CHECK(object["schema"] == "prep." + name + "/1");
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 1);
  }
}

TEST_CASE("an error under --json is one JSON object on stderr") {
  Learner learner(fixtures());
  const Said said = learner.prep({"show", "ex_99", "--json"});
  CHECK(said.code == 2);
  CHECK(said.out.empty());
  const json error = json::parse(said.err);
  CHECK(error["schema"] == "prep.error/1");
  CHECK(error["code"] == 2);
  CHECK_FALSE(error["kind"].get<std::string>().empty());
  CHECK_THAT(error["message"].get<std::string>(), ContainsSubstring("ex_99"));
  const json usage = json::parse(learner.prep({"--json", "runn"}).err);
  CHECK(usage["kind"] == "unknown_command");
  CHECK(usage["hint"] == "Did you mean \"run\"?");
}

TEST_CASE("commands that only read write nothing at all") {
  Learner learner(fixtures());
  const std::vector<Words> reading{{},
                                   {"next"},
                                   {"next", "--all"},
                                   {"status"},
                                   {"list"},
                                   {"show", "1"},
                                   {"read"},
                                   {"log"},
                                   {"checklist"},
                                   {"search", "banks"},
                                   {"doctor"},
                                   {"completion", "zsh"},
                                   {"--help"},
                                   {"--version"},
                                   {"run", "--help"},
                                   {"__complete", "run", "ex"},
                                   {"status", "--json"},
                                   {"nonsense"}};
  const auto check_all = [&] {
    for (const Words& args : reading) {
      CAPTURE(args);
      const std::string before = learner.tree();
      learner.prep(args);
      CHECK(learner.tree() == before);
    }
  };
  check_all();  // on a machine where nothing was started
  REQUIRE(learner.prep({"start"}).code == 0);
  REQUIRE(learner.prep({"done"}).code == 0);
  check_all();
}

TEST_CASE("help, version and doctor work whatever the store holds") {
  Learner learner(fixtures());
  REQUIRE(learner.prep({"start"}).code == 0);
  for (const auto& entry : fs::directory_iterator(learner.home() / ".prep")) {
    if (entry.is_regular_file()) write(entry.path(), std::string("\0\xff{\"v\":1,", 8) + "garbage\nmore\n");
  }
  for (const Words& args : {Words{"--help"}, Words{"--version"}, Words{"run", "--help"}, Words{"doctor"},
                            Words{"doctor", "--json"}, Words{"completion", "bash"}}) {
    CAPTURE(args);
    CHECK(learner.prep(args).code == 0);
  }
  const json doctor = json::parse(learner.prep({"doctor", "--json"}).out);
  CHECK(doctor["ok"] == false);
  CHECK(doctor["store"] == "damaged");
  CHECK_THAT(learner.prep({"doctor"}).out, ContainsSubstring("prep doctor --restore"));
}

TEST_CASE("colour goes by the stream, the environment and the flag") {
  Learner learner(fixtures());
  const auto coloured = [](const std::string& text) { return text.find("\033[") != std::string::npos; };
  CHECK_FALSE(coloured(learner.prep({"list"}).out));
  CHECK_FALSE(coloured(learner.prep({"list"}).err));
  CHECK(coloured(learner.prep({"list", "--color", "always"}).out));
  CHECK(coloured(learner.on_terminal({"list"}, 80).out));
  CHECK_FALSE(coloured(learner.on_terminal({"list", "--color=never"}, 80).out));
  learner.set("NO_COLOR", "1");
  CHECK_FALSE(coloured(learner.on_terminal({"list"}, 80).out));
  CHECK(coloured(learner.prep({"--color", "always", "list"}).out));
  learner.set("NO_COLOR", "");
  CHECK(coloured(learner.on_terminal({"list"}, 80).out));
  learner.set("TERM", "dumb");
  CHECK_FALSE(coloured(learner.on_terminal({"list"}, 80).out));
}

// Columns of a line without escape sequences; one per code point is right for what the fixtures hold.
std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

TEST_CASE("screens fit 40 and 80 columns") {
  Learner learner(fixtures());
  learner.set("NO_COLOR", "1");
  REQUIRE(learner.prep({"start", "--interview", "2026-12-18"}).code == 0);
  const int width = GENERATE(40, 80);
  for (const Words& args :
       {Words{}, Words{"next"}, Words{"next", "--all"}, Words{"status"}, Words{"list"}, Words{"checklist"},
        Words{"checklist", "adding"}, Words{"read"}, Words{"show", "ex_02"}, Words{"hint", "ex_01"}}) {
    const Said said = learner.on_terminal(args, width);
    CHECK(said.code == 0);
    std::size_t at = 0;
    while (at < said.out.size()) {
      const std::size_t end = std::min(said.out.find('\n', at), said.out.size());
      const std::string line = said.out.substr(at, end - at);
      CAPTURE(args, width, line);
      CHECK(columns(line) <= static_cast<std::size_t>(width));
      at = end + 1;
    }
  }
}

TEST_CASE("what was done can be taken back and done again") {
  Learner learner(fixtures());
  const auto next = [&] {
    return json::parse(learner.prep({"next", "--json"}).out)["task"]["id"].get<std::string>();
  };
  CHECK(next() == "w1d1-read");
  REQUIRE(learner.prep({"done"}).code == 0);
  CHECK(next() == "w1d1-add");
  const Said undone = learner.prep({"undo"});
  CHECK(undone.code == 0);
  CHECK_THAT(undone.out, ContainsSubstring("w1d1-read"));
  CHECK(next() == "w1d1-read");
  REQUIRE(learner.prep({"redo"}).code == 0);
  CHECK(next() == "w1d1-add");
}

TEST_CASE("reset keeps the learner's file and undo brings it back") {
  Learner learner(fixtures());
  const Said edited = learner.prep({"edit", "ex_01"});
  REQUIRE(edited.code == 0);
  const fs::path file = edited.out.substr(0, edited.out.find('\n'));
  CHECK(file == learner.home() / "ex_01_add" / "add.cpp");
  const std::string starter = text_of(fixtures() / "exercises/ex_01_add/add.cpp"),
                    mine = "// größer ✓\nint add(int a, int b) { return a + b; }\n";
  CHECK(text_of(file) == starter);
  write(file, mine);
  CHECK(learner.prep({"edit", "ex_01"}).code == 0);
  CHECK(text_of(file) == mine);  // never overwritten

  const Said reset = learner.prep({"reset", "ex_01"});
  CHECK(reset.code == 0);
  CHECK_THAT(reset.out, ContainsSubstring("Saved to"));
  CHECK(text_of(file) == starter);
  CHECK(learner.prep({"undo"}).code == 0);
  CHECK(text_of(file) == mine);
  CHECK(learner.prep({"redo"}).code == 0);
  CHECK(text_of(file) == starter);
}

TEST_CASE("edit prints the path alone on stdout and prepares clangd") {
  Learner learner(fixtures());
  const Said said = learner.prep({"edit", "tile"});
  REQUIRE(said.code == 0);
  CHECK(said.out == (learner.home() / "ex_02_tile" / "tile.cu").string() + "\n");
  CHECK_THAT(said.err, ContainsSubstring("prep run ex_02"));
  const json commands = json::parse(text_of(learner.home() / "compile_commands.json"));
  REQUIRE(commands.size() == 2);
  CHECK(commands[1]["file"] == (learner.home() / "ex_02_tile" / "tile.cu").string());
  const json& arguments = commands[1]["arguments"];
  CHECK(std::find(arguments.begin(), arguments.end(),
                  (fixtures() / "exercises/ex_02_tile/tile.h").string()) != arguments.end());

  write(learner.home() / ".clangd", "# mine\n");
  REQUIRE(learner.prep({"edit", "add"}).code == 0);
  CHECK(text_of(learner.home() / ".clangd") == "# mine\n");
}

TEST_CASE("what clangd is told is enough for every solution, with no CUDA Toolkit") {
  if (std::system("clang++ --version > /dev/null 2>&1") != 0) {
    WARN("no clang++ here: not tried");
    return;
  }
  Learner learner;
  REQUIRE(learner.prep({"edit", "ex_01"}).code == 0);
  for (const json& entry : json::parse(text_of(learner.home() / "compile_commands.json"))) {
    std::string line;
    for (const json& word : entry["arguments"])
      line += (line.empty() ? "" : " ") + ("'" + word.get<std::string>() + "'");
    const std::string file = entry["file"];
    const fs::path folder = fs::path(PREP_SOURCE) / "exercises" / fs::path(file).parent_path().filename();
    line.replace(line.rfind(file), file.size(),
                 (folder / ("solution" + fs::path(file).extension().string())).string());
    CAPTURE(line);
    CHECK(std::system((line + " -fsyntax-only").c_str()) == 0);
  }
}

TEST_CASE("the flag -q keeps prep's talk off stderr, not its results and errors") {
  Learner learner(fixtures());
  const Said said = learner.prep({"edit", "ex_01", "-q"});
  CHECK(said.err.empty());
  CHECK(said.out == (learner.home() / "ex_01_add" / "add.cpp").string() + "\n");
  CHECK_FALSE(learner.prep({"show", "ex_99", "-q"}).err.empty());
}

TEST_CASE("notes are kept beside the exercises, in the learner's own words") {
  Learner learner(fixtures());
  REQUIRE(learner.prep({"note", "ex_01", "größer ✓"}).code == 0);
  const Said said = learner.prep({"note", "w1d1-add", "second line"});
  CHECK(said.code == 0);
  CHECK(said.out == (learner.home() / "notes" / "ex_01.md").string() + "\n");
  CHECK(text_of(learner.home() / "notes" / "ex_01.md") ==
        "# ex_01 Add two numbers\n\n- größer ✓\n- second line\n");
}

TEST_CASE("a planned task can be skipped by its exercise's name") {
  Learner learner(fixtures());
  CHECK_THAT(learner.prep({"skip", "ex_03"}).out, ContainsSubstring("w1d2-later"));
}

TEST_CASE("an editor is opened where one is named, and its absence is a sentence") {
  Learner learner(fixtures());
  CHECK(learner.prep({"edit", "ex_01", "--edit-cmd", "sh -c 'echo edited > \"$0\"'"}).code == 0);
  CHECK(text_of(learner.home() / "ex_01_add" / "add.cpp") == "edited\n");
  const Said said = learner.prep({"edit", "ex_01", "--edit-cmd", "no-such-editor"});
  CHECK(said.code == 3);
  CHECK_THAT(said.err, ContainsSubstring("no-such-editor"));
  learner.set("EDITOR", "false-editor-that-is-not-run");  // stdout is no terminal
  CHECK(learner.prep({"edit", "ex_01"}).code == 0);
}

TEST_CASE("hints come one by one, and again when asked for by level") {
  Learner learner(fixtures());
  CHECK_THAT(learner.prep({"hint", "1"}).out, ContainsSubstring("Which operator"));
  CHECK_THAT(learner.prep({"hint", "1"}).out, ContainsSubstring("hint 2 of 3"));
  CHECK_THAT(learner.prep({"hint", "1", "--level", "1"}).out, ContainsSubstring("Which operator"));
  CHECK_THAT(learner.prep({"hint", "1"}).out, ContainsSubstring("hint 3 of 3"));
  CHECK_THAT(learner.prep({"hint", "1"}).out, ContainsSubstring("hint 3 of 3"));
  CHECK(json::parse(learner.prep({"log", "--json"}).out)["all"] == 3);
}

TEST_CASE("a solution is given up for only by a yes on a terminal or a flag") {
  Learner learner(fixtures());
  CHECK(learner.on_terminal({"solution", "ex_01"}, 80, "n\n").code == 2);
  const Said said = learner.on_terminal({"solution", "ex_01"}, 80, "y\n");
  CHECK(said.code == 0);
  CHECK_THAT(said.out, ContainsSubstring("return a + b"));
  CHECK(learner.on_terminal({"solution", "ex_02", "--no-input"}, 80, "y\n").code == 2);
  CHECK(learner.prep({"solution", "ex_02", "--give-up"}).out ==
        text_of(fixtures() / "exercises/ex_02_tile/solution.cu"));
}

TEST_CASE("days roll over at four in the morning, and a clock that went back harms nothing") {
  Learner learner(fixtures());
  REQUIRE(learner.prep({"start"}).code == 0);
  const auto behind = [&] {
    return json::parse(learner.prep({"status", "--json"}).out)["days_behind"].get<int>();
  };
  learner.at("2026-11-23T03:59:00+01:00");
  CHECK(behind() == 0);
  learner.at("2026-11-23T04:01:00+01:00");
  CHECK(behind() == 1);
  learner.at("2026-11-01T12:00:00+01:00");
  CHECK(behind() == 0);
  CHECK(learner.prep({"done"}).code == 0);
}

TEST_CASE("bytes that are no UTF-8 stay out of JSON and off the screen") {
  Learner learner(fixtures());
  const Said said = learner.prep({"search", "\xff\xfe\033[2J", "--json"});
  CHECK(said.code == 0);
  CHECK_NOTHROW(json::parse(said.out));
  CHECK(learner.prep({"search", "\xff\033[2J"}).out.find('\033') == std::string::npos);
}

TEST_CASE("a full disk behind stdout is an error, a closed pipe none of ours") {
  Learner learner(fixtures());
  const std::string command = std::string(PREP_BINARY) + " list > /dev/full 2>&1";
  CHECK(WEXITSTATUS(std::system(("PREP_ROOT=" + fixtures().string() + " " + command).c_str())) == 3);
}

TEST_CASE("completion knows commands, options, values and ids") {
  Learner learner(fixtures());
  const auto complete = [&](Words words) {
    words.insert(words.begin(), "__complete");
    return learner.prep(words).out;
  };
  CHECK_THAT(complete({""}), ContainsSubstring("run\t"));
  CHECK(complete({"ru"}) == "run\tbuild, check, measure and grade an exercise\n");
  CHECK_THAT(complete({"run", "--ba"}), ContainsSubstring("--backend\t"));
  CHECK(complete({"run", "--backend", "s"}) == "sim\t\n");
  CHECK(complete({"run", "ex_02"}) == "ex_02\tTiled transpose – größer\n");
  CHECK_THAT(complete({"done", "w1d2"}), ContainsSubstring("w1d2-tile\t"));
  CHECK(complete({"checklist", "ti"}) == "tiling\tTile a transpose\n");
  CHECK(complete({"dev", ""}).starts_with("check\t"));
  CHECK(complete({"completion", "f"}) == "fish\t\n");
  CHECK(complete({"zzz", ""}).empty());
  learner.set("PREP_ROOT", "/nowhere");
  const Said lost = learner.prep({"__complete", "run", ""});
  CHECK(lost.code == 0);
  CHECK(lost.err.empty());
}

}  // namespace
