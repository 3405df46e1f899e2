// Drives one program of tests/sim/programs through the whole chain and compares with its first lines:
//   // expect: ok stdout="text\n"                       every schedule prints this, and nothing is reported
//   // expect: race line=12 variable=tile other_line=9  the check build reports this and nothing else; one
//   line each
//   // expect: refused line=5 word="asm"                the rewriter refuses it there, and its message has
//   the word
//   // expect: build_error line=5 word="constructor"    the compiler does
//   // expect: lint line=5 word="helper"                 clang's lint does, where there is a clang; the sim
//   cannot
// Where there is a clang, its lint must be silent on all programs that build.
// Further keys: exit=N for the program's own status (default 0), error=word for a word that stderr must hold,
// env=NAME=value for the run; varies=block: that key of a
// finding may depend on the workers; missed=yes: a defect that the sim is known not to find. Kinds, lines and
// variables may be alternatives: race|deadlock line=7|9.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "backend/lint_output.h"
#include "os/process.h"
#include "sim/front/commands.h"
#include "sim/front/passes.h"
#include "sim/front/rewrite.h"

namespace {

namespace fs = std::filesystem;
using prep::sim::Mode;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Expectation {
  std::string kind;
  std::map<std::string, std::string> keys;
  bool has(const std::string& key) const { return keys.count(key) != 0; }
  int number(const std::string& key, int otherwise) const {
    return has(key) ? std::stoi(keys.at(key)) : otherwise;
  }
};

// `race line=12 variable=tile stdout="a b\n"`
Expectation parse(const std::string& text) {
  Expectation e;
  std::size_t i = 0;
  const auto word = [&](const char* stops) {
    std::string out;
    while (i < text.size() && std::string(stops).find(text[i]) == std::string::npos) out += text[i++];
    return out;
  };
  const auto blanks = [&] {
    while (i < text.size() && text[i] == ' ') ++i;
  };
  blanks();
  e.kind = word(" ");
  for (blanks(); i < text.size(); blanks()) {
    const std::string key = word("= ");
    if (i >= text.size() || text[i] != '=') throw Failure("bad expectation: " + text);
    ++i;
    std::string value;
    if (i < text.size() && text[i] == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
          ++i;
          value += text[i] == 'n' ? '\n' : text[i];
        } else {
          value += text[i];
        }
      }
      ++i;
    } else {
      value = word(" ");
    }
    e.keys[key] = value;
  }
  return e;
}

std::vector<Expectation> expectations(const fs::path& program) {
  std::ifstream in(program);
  std::vector<Expectation> found;
  const std::string mark = "// expect:";
  for (std::string line; std::getline(in, line) && line.compare(0, mark.size(), mark) == 0;)
    found.push_back(parse(line.substr(mark.size())));
  if (found.empty()) throw Failure("the first line is no expectation");
  return found;
}

struct Run {
  int exit = 0;
  std::string out, err;
  std::vector<nlohmann::json> findings;
  std::string report;  // the findings as they were written
};

class Chain {
 public:
  explicit Chain(fs::path program) : program_(std::move(program)) {
    std::string pattern = (fs::temp_directory_path() / "prep_sim_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw Failure("no temporary folder");
    folder_ = pattern;
    const char* const other = std::getenv("PREP_TEST_CXX");
    tools_.compiler = other != nullptr ? other : PREP_TEST_CXX;
    tools_.kind = prep::sim::kind_of_compiler(tools_.compiler);
    tools_.include_dir = PREP_TEST_INCLUDE;
    tools_.library = PREP_TEST_LIBRARY;
  }
  ~Chain() {
    std::error_code ignored;
    if (std::getenv("PREP_TEST_KEEP") == nullptr) fs::remove_all(folder_, ignored);
  }

  // Throws RewriteError.
  void rewrite() {
    const auto preprocessed = folder_ / "program.ii";
    tool(prep::sim::preprocess_argv(tools_, options_, program_.string(), preprocessed.string()),
         "preprocess");
    std::string text = read(preprocessed);
    if (read(program_).find("__CUDA_ARCH__") != std::string::npos) {  // as src/backend/sim_compiler.cpp
      prep::sim::SourceOptions options = options_;
      options.defines.push_back(prep::sim::kDevicePass);
      const auto device = folder_ / "device.ii";
      tool(prep::sim::preprocess_argv(tools_, options, program_.string(), device.string()), "preprocess");
      text = prep::sim::merge_passes(text, read(device)).text;
    }
    std::ofstream(folder_ / "plain.ii") << prep::sim::rewrite(text);
  }

  // What clang's lint says; nothing where there is no clang.
  std::string lint() {
    const std::string clang = PREP_TEST_CLANG;
    if (clang.empty()) return "";
    prep::sim::Toolchain tools = tools_;
    tools.compiler = clang;
    if (read(program_).find("__CUDA_ARCH__") != std::string::npos) return "";  // it reads one pass only
    const auto r = spawn(prep::sim::lint_argv(tools, options_, program_.string()));
    std::string words;
    for (const prep::Finding& f : prep::parse_lint_output(r.err, tools.include_dir))
      words += f.file + ":" + std::to_string(f.line) + ": " + f.message + "\n";
    return words;
  }

  // The compiler's words; empty when it was content.
  std::string build(Mode mode) {
    const std::string name = mode == Mode::fast ? "fast" : "check";
    const auto object = (folder_ / (name + ".o")).string();
    const auto compiled =
        spawn(prep::sim::compile_argv(tools_, options_, mode, (folder_ / "plain.ii").string(), object));
    if (!compiled.ok()) return compiled.out + compiled.err + "compile failed";
    tool(prep::sim::link_argv(tools_, {object}, {}, (folder_ / name).string()), "link");
    return compiled.err;
  }

  // One more variable of the program's environment.
  void add_environment(const std::string& variable) { environment_.push_back(variable); }

  Run run(Mode mode, int schedule, int workers = 2) {
    const auto report = folder_ / "report.jsonl";
    const int fd = open(report.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) throw Failure("no report file");
    prep::ProcessSpec spec;
    spec.argv = {(folder_ / (mode == Mode::fast ? "fast" : "check")).string()};
    spec.env_add = {"PREP_SIM_SCHEDULE=" + std::to_string(schedule), "PREP_SIM_REPORT_FD=7",
                    "PREP_SIM_WORKERS=" + std::to_string(workers)};
    spec.env_add.insert(spec.env_add.end(), environment_.begin(), environment_.end());
    spec.fds = {{fd, 7}};
    spec.limits.wall = prep::Milliseconds{60000};
    const prep::ProcessResult r = prep::run_process(spec);
    close(fd);
    Run result{r.status, r.out, r.err, {}, read(report)};
    if (r.ending == prep::Ending::signalled)
      result.exit = 128 + r.signal;
    else if (r.ending != prep::Ending::exited)
      throw Failure("the program did not end in its time");
    std::ifstream in(report);
    for (std::string line; std::getline(in, line);)
      if (const auto json = nlohmann::json::parse(line); json.contains("kind"))
        result.findings.push_back(json);
    return result;
  }

 private:
  static std::string read(const fs::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  prep::ProcessResult spawn(const std::vector<std::string>& argv) {
    prep::ProcessSpec spec;
    spec.argv = argv;
    spec.limits.wall = prep::Milliseconds{100000};
    return prep::run_process(spec);
  }
  void tool(const std::vector<std::string>& argv, const char* what) {
    const auto r = spawn(argv);
    if (!r.ok()) throw Failure(std::string(what) + " failed:\n" + r.out + r.err);
  }

  fs::path program_, folder_;
  prep::sim::Toolchain tools_;
  prep::sim::SourceOptions options_;
  std::vector<std::string> environment_;
};

std::string show(const Run& run) {
  std::string text = "exit " + std::to_string(run.exit) + "\nstdout:\n" + run.out + "stderr:\n" + run.err;
  for (const auto& finding : run.findings) text += finding.dump() + "\n";
  return text;
}

void expect_refusal(const Expectation& e, const std::string& message, int line) {
  if (line != e.number("line", 0) || (e.has("word") && message.find(e.keys.at("word")) == std::string::npos))
    throw Failure("refused at line " + std::to_string(line) + " with: " + message);
}

void expect_ok(const Expectation& e, Chain& chain) {
  std::string first;
  const auto check = [&](const Run& run, const std::string& which) {
    if (run.exit != e.number("exit", 0)) throw Failure(which + " ended with another status\n" + show(run));
    if (!run.findings.empty()) throw Failure(which + " reports a correct program\n" + show(run));
    if (run.out != (e.has("stdout") ? e.keys.at("stdout") : first))
      throw Failure(which + " prints something else\n" + show(run));
    if (e.has("error") && run.err.find(e.keys.at("error")) == std::string::npos)
      throw Failure(which + " does not say '" + e.keys.at("error") + "'\n" + show(run));
  };
  for (const Mode mode : {Mode::fast, Mode::check})
    if (const std::string words = chain.build(mode); !words.empty())
      throw Failure("the compiler says:\n" + words);
  first = chain.run(Mode::fast, 0).out;
  for (int schedule = 0; schedule < 4; ++schedule)
    check(chain.run(Mode::fast, schedule), "fast, schedule " + std::to_string(schedule) + ",");
  for (int schedule = 0; schedule < 2; ++schedule)
    for (int workers = 1; workers < 3; ++workers)
      check(chain.run(Mode::check, schedule, workers),
            "check, schedule " + std::to_string(schedule) + ", " + std::to_string(workers) + " workers,");
}

void expect_lint(const Expectation& e, const std::string& words, const std::string& file) {
  if (std::string(PREP_TEST_CLANG).empty()) return;
  const std::string place = file + ":" + e.keys.at("line") + ":";
  if (words.find(place) == std::string::npos || words.find(e.keys.at("word")) == std::string::npos)
    throw Failure("the lint says:\n" + words);
}

// `list` is one word or several with | between them.
bool is_one_of(const std::string& list, const std::string& word) {
  return ("|" + list + "|").find("|" + word + "|") != std::string::npos;
}

bool matches(const Expectation& e, const nlohmann::json& finding) {
  if (!is_one_of(e.kind, finding.value("kind", ""))) return false;
  if (e.has("variable") && !is_one_of(e.keys.at("variable"), finding.value("variable", ""))) return false;
  if (e.has("function") && finding.value("function", "") != e.keys.at("function")) return false;
  if (e.has("word") && finding.value("message", "").find(e.keys.at("word")) == std::string::npos)
    return false;
  const int line = finding.value("line", 0), other = finding.value("other_line", 0);
  if (e.has("line") && e.keys.at("line").find('|') != std::string::npos)
    return is_one_of(e.keys.at("line"), std::to_string(line)) ||
           is_one_of(e.keys.at("line"), std::to_string(other));
  const int want = e.number("line", line), want_other = e.number("other_line", 0);
  if (want_other == 0) return line == want || other == want;
  return (line == want && other == want_other) ||
         (line == want_other && other == want);  // a race has two equal sides
}

void expect_findings(const std::vector<Expectation>& all, Chain& chain) {
  if (const std::string words = chain.build(Mode::check); words.find("compile failed") != std::string::npos)
    throw Failure("the compiler says:\n" + words);
  const Run run = chain.run(Mode::check, 0);
  if (all.front().has("stdout") && run.out != all.front().keys.at("stdout"))
    throw Failure("prints something else\n" + show(run));
  for (const Expectation& e : all) {
    bool found = false;
    for (const auto& finding : run.findings) found = found || matches(e, finding);
    if (found && e.has("missed")) throw Failure("found at last: take missed=yes out of its first line");
    if (!found && !e.has("missed")) throw Failure("not found: " + e.kind + "\n" + show(run));
  }
  for (const auto& finding : run.findings) {
    bool expected = false;
    for (const Expectation& e : all) expected = expected || matches(e, finding);
    if (!expected) throw Failure("found more than expected: " + finding.dump() + "\n" + show(run));
  }
  // Nothing in a report may depend on how many host threads ran the blocks: not a byte. Only of blocks that
  // wait for each other for good it is open which one is caught, and of blocks that draw tickets who is last:
  // varies=block,message.
  const auto told = [&](const Run& one) {
    if (!all.front().has("varies")) return one.report;
    std::string text;
    for (nlohmann::json finding : one.findings) {
      std::istringstream keys(all.front().keys.at("varies"));
      for (std::string key; std::getline(keys, key, ',');) finding.erase(key);
      text += finding.dump() + "\n";
    }
    return text;
  };
  for (const int workers : {1, 4, 7}) {
    const Run other = chain.run(Mode::check, 0, workers);
    if (told(other) != told(run) || other.exit != run.exit)
      throw Failure("reports something else with " + std::to_string(workers) + " workers\n" + run.report +
                    other.report);
  }
}

void test(const fs::path& program) {
  const auto all = expectations(program);
  const Expectation& first = all.front();
  Chain chain(program);
  if (first.has("env")) chain.add_environment(first.keys.at("env"));
  try {
    chain.rewrite();
  } catch (const prep::sim::RewriteError& e) {
    if (first.kind != "refused")
      throw Failure(std::string("refused: line ") + std::to_string(e.line) + ": " + e.what());
    return expect_refusal(first, e.what(), e.line);
  }
  if (first.kind == "refused") throw Failure("the rewriter did not refuse it");
  if (first.kind == "build_error") {
    const std::string words = chain.build(Mode::fast);
    const std::string place = program.filename().string() + ":" + first.keys.at("line") + ":";
    if (words.find(place) == std::string::npos || words.find(first.keys.at("word")) == std::string::npos)
      throw Failure("the compiler says:\n" + words);
    return;
  }
  const std::string lint = chain.lint();
  if (first.kind == "lint") return expect_lint(first, lint, program.filename().string());
  if (!lint.empty()) throw Failure("the lint says:\n" + lint);
  if (first.kind == "ok") return expect_ok(first, chain);
  expect_findings(all, chain);
}

}  // namespace

int main(int argc, char** argv) {
  int failed = 0;
  for (int i = 1; i < argc; ++i) {
    try {
      test(argv[i]);
      std::cout << "ok      " << argv[i] << "\n";
    } catch (const std::exception& e) {
      std::cout << "FAILED  " << argv[i] << ": " << e.what() << "\n";
      ++failed;
    }
  }
  return failed == 0 && argc > 1 ? 0 : 1;
}
