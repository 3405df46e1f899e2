// Compares what prep sim finds in the truth suite with what compute-sanitizer's four tools find on a GPU.
//   g++ -O1 -std=c++20 -pthread compare.cpp -o compare
//   compare ours  [SUITE] > ours.tsv      runs `prep sim --json`          (PREP=path of prep)
//   compare theirs [SUITE] > theirs.tsv   nvcc, a plain run, memcheck, racecheck, initcheck, synccheck
//   compare table ours.tsv theirs.tsv     the table and its totals
// JOBS=n runs at once (default: cores), LIMIT=s per run (10), BUDGET=s for all of `theirs` (220), NVCC and
// SANITIZER name the tools, FLAGS replaces nvcc's. Standard library only; the tools' output is parsed as text.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::string setting(const char* name, const std::string& otherwise) {
  const char* const text = std::getenv(name);
  return text != nullptr && *text != '\0' ? text : otherwise;
}

std::string text_of(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

struct Program {
  fs::path file;
  std::string group, name;        // "broken" or "correct"
  std::string kinds, lines, env;  // alternatives between bars
  bool hangs() const { return kinds.find("deadlock") != std::string::npos; }
};

bool is_one_of(const std::string& list, const std::string& word) {
  return ("|" + list + "|").find("|" + word + "|") != std::string::npos;
}

std::string key_of(const std::string& line, const std::string& key) {
  const std::size_t at = line.find(" " + key + "=");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + key.size() + 2;
  return line.substr(begin, line.find(' ', begin) - begin);
}

std::vector<Program> programs_of(const fs::path& suite) {
  std::vector<Program> all;
  for (const char* group : {"broken", "correct"}) {
    for (const auto& entry : fs::directory_iterator(suite / group)) {
      if (entry.path().extension() != ".cu") continue;
      std::ifstream in(entry.path());
      std::string line;
      std::getline(in, line);
      std::istringstream words(line);
      std::string slashes, expect, kinds;
      words >> slashes >> expect >> kinds;
      all.push_back({entry.path(), group, entry.path().stem().string(), kinds, key_of(line, "line"),
                     key_of(line, "env")});
    }
  }
  // Kernels that never end slow all others down: they come last.
  std::sort(all.begin(), all.end(), [](const Program& a, const Program& b) {
    return std::tuple(a.hangs(), a.group, a.name) < std::tuple(b.hangs(), b.group, b.name);
  });
  return all;
}

std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

struct Outcome {
  int status = 0;  // 124: stopped at the limit
  std::string text;
};

// Through a shell, with both outputs in one file: simple, and safe in many threads.
Outcome run(const std::string& command, int limit_s, const fs::path& scratch) {
  const std::string line = "timeout -k 2 " + std::to_string(limit_s) + " sh -c " + shell_word(command) + " > " +
                           shell_word(scratch.string()) + " 2>&1 < /dev/null";
  const int status = std::system(line.c_str());
  Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text_of(scratch)};
  if (outcome.status == 137) outcome.status = 124;
  return outcome;
}

template <class Work>
void in_parallel(std::size_t count, Work work) {
  const auto jobs = static_cast<unsigned>(
      std::stoi(setting("JOBS", std::to_string(std::max(1u, std::thread::hardware_concurrency())))));
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned j = 0; j < jobs; ++j) {
    threads.emplace_back([&] {
      for (std::size_t i; (i = next++) < count;) work(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

std::string value_after(const std::string& text, std::size_t begin, std::size_t end, const std::string& key) {
  const std::size_t at = text.find("\"" + key + "\":", begin);
  if (at == std::string::npos || at >= end) return "";
  std::size_t from = at + key.size() + 3;
  while (from < end && (text[from] == ' ' || text[from] == '"')) ++from;
  std::size_t to = from;
  while (to < end && text[to] != '"' && text[to] != ',' && text[to] != '}') ++to;
  return text.substr(from, to - from);
}

// "findings":[{…},…]: each object's kind and lines. No object of a finding holds a brace in its text that
// would matter: quoted text is skipped.
struct Found {
  std::string kind, line, other_line;
};
std::vector<Found> findings_in(const std::string& json) {
  std::vector<Found> list;
  const std::size_t start = json.find("\"findings\":[");
  if (start == std::string::npos) return list;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = start + 11; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      for (++i; i < json.size() && json[i] != '"'; ++i) i += json[i] == '\\';
    } else if (c == '[' || c == '{') {
      if (++depth == 2) begin = i;
    } else if (c == ']' || c == '}') {
      if (--depth == 1 && c == '}')
        list.push_back({value_after(json, begin, i, "kind"), value_after(json, begin, i, "line"),
                        value_after(json, begin, i, "other_line")});
      if (depth == 0) break;
    }
  }
  return list;
}

// The numbers in "NAME.cu:12".
std::set<std::string> lines_in(const std::string& text, const std::string& file) {
  std::set<std::string> lines;
  for (std::size_t at = 0; (at = text.find(file + ":", at)) != std::string::npos;) {
    at += file.size() + 1;
    std::size_t end = at;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end > at) lines.insert(text.substr(at, end - at));
  }
  return lines;
}

// "ERROR SUMMARY: 3 errors", "RACECHECK SUMMARY: 1 hazard displayed (1 error, 0 warnings)".
bool counts_any(const std::string& text) {
  for (const std::string mark : {"ERROR SUMMARY: ", "RACECHECK SUMMARY: ", "LEAK SUMMARY: "}) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
      at += mark.size();
      if (std::atol(text.c_str() + at) > 0) return true;
    }
  }
  return false;
}

// What the tool itself says, without the program's output.
std::string told(const std::string& text) {
  std::istringstream in(text);
  std::string all;
  for (std::string line; std::getline(in, line);)
    if (line.rfind("=========", 0) == 0) all += line + "\n";
  return all;
}

// "line": found at an accepted line; "any": found elsewhere; "-": nothing; "hang": did not end, nothing said.
std::string verdict_of(const Program& program, const Outcome& outcome) {
  const std::string words = told(outcome.text);
  const bool errors_before_the_end =
      words.find("Invalid ") != std::string::npos || words.find("rror") != std::string::npos;
  const bool clean_end = words.find("SUMMARY: 0") != std::string::npos && !counts_any(words);
  if (!counts_any(words) && (clean_end || outcome.status != 124 || !errors_before_the_end))
    return words.find("SUMMARY") == std::string::npos ? (outcome.status == 124 ? "hang" : "failed") : "-";
  for (const std::string& line : lines_in(words, program.name + ".cu"))
    if (is_one_of(program.lines, line)) return "line";
  return "any";
}

int ours(const fs::path& suite) {
  const std::string prep = setting("PREP", "prep");
  const int limit = std::stoi(setting("LIMIT", "60"));
  const std::vector<Program> programs = programs_of(suite);
  const fs::path scratch = fs::temp_directory_path() / ("prep-compare-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  std::vector<std::string> rows(programs.size());
  in_parallel(programs.size(), [&](std::size_t i) {
    const Program& p = programs[i];
    const Outcome outcome = run(p.env + " " + shell_word(prep) + " sim --json " + shell_word(p.file.string()), limit,
                                scratch / (p.group + "-" + p.name));
    std::string verdict = outcome.text.find("\"findings\":") == std::string::npos ? "failed" : "-", kinds;
    for (const Found& f : findings_in(outcome.text)) {
      const bool right = is_one_of(p.kinds, f.kind) && (p.lines.empty() || is_one_of(p.lines, f.line) ||
                                                         is_one_of(p.lines, f.other_line));
      if (right) verdict = "line";
      if (verdict == "-") verdict = "any";
      kinds += (kinds.empty() ? "" : ",") + f.kind + ":" + f.line;
    }
    rows[i] = p.group + "\t" + p.name + "\t" + p.kinds + "\t" + verdict + "\t" + (kinds.empty() ? "-" : kinds);
  });
  for (const std::string& row : rows) std::cout << row << "\n";
  fs::remove_all(scratch);
  return 0;
}

constexpr const char* kTools[] = {"memcheck", "racecheck", "initcheck", "synccheck"};

int theirs(const fs::path& suite) {
  const auto start = Clock::now();
  const int limit = std::stoi(setting("LIMIT", "10")), budget = std::stoi(setting("BUDGET", "220"));
  const std::string nvcc = setting("NVCC", "nvcc"), sanitizer = setting("SANITIZER", "compute-sanitizer");
  const std::string flags = setting("FLAGS", "-arch=native -lineinfo -g -std=c++17 -w");
  const std::vector<Program> programs = programs_of(suite);
  const fs::path scratch = fs::temp_directory_path() / ("prep-compare-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  const auto spent = [&] { return std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start).count(); };
  const auto binary = [&](const Program& p) { return scratch / (p.group + "-" + p.name); };
  std::vector<char> built(programs.size(), 0);
  in_parallel(programs.size(), [&](std::size_t i) {
    const Program& p = programs[i];
    const Outcome outcome = run(shell_word(nvcc) + " " + flags + " -o " + shell_word(binary(p).string()) + " " +
                                    shell_word(p.file.string()),
                                90, binary(p).string() + ".nvcc");
    built[i] = outcome.status == 0;
    if (!built[i]) std::cerr << p.file << " does not build:\n" << outcome.text.substr(0, 400) << "\n";
  });
  std::cerr << "built in " << spent() << " s\n";
  constexpr std::size_t kRuns = 5;  // plain, and four tools
  std::vector<std::string> cells(programs.size() * kRuns, "skipped");
  in_parallel(cells.size(), [&](std::size_t job) {
    const std::size_t i = job / kRuns, tool = job % kRuns;
    const Program& p = programs[i];
    if (!built[i]) cells[job] = "failed";
    if (!built[i] || spent() > budget) return;
    const std::string program = shell_word(binary(p).string());
    const fs::path log = binary(p).string() + "." + std::to_string(tool);
    if (tool == 0) {
      const Outcome outcome = run(program, limit, log);
      cells[job] = outcome.status == 124 ? "hang" : std::to_string(outcome.status);
      return;
    }
    const std::string extra = p.env.empty() || tool != 1 ? "" : " --leak-check full";
    const Outcome outcome = run(
        shell_word(sanitizer) + " --tool " + kTools[tool - 1] + extra + " --print-limit 200 " + program, limit, log);
    cells[job] = verdict_of(p, outcome);
    if (cells[job] == "failed") std::cerr << p.name << " " << kTools[tool - 1] << ": " << outcome.text.substr(0, 300) << "\n";
  });
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const Program& p = programs[i];
    std::cout << p.group << "\t" << p.name << "\t" << p.kinds;
    for (std::size_t tool = 0; tool < kRuns; ++tool) std::cout << "\t" << cells[i * kRuns + tool];
    std::cout << "\n";
  }
  std::cerr << "done in " << spent() << " s\n";
  if (setting("KEEP", "").empty()) fs::remove_all(scratch);
  return 0;
}

using Row = std::vector<std::string>;

std::map<std::string, Row> rows_of(const fs::path& file) {
  std::map<std::string, Row> rows;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    if (row.size() > 3) rows[row[0] + "/" + row[1]] = row;
  }
  return rows;
}

bool found(const std::string& verdict) { return verdict == "line" || verdict == "any"; }

struct Total {
  int found = 0, right = 0, alarms = 0;
  void add(const std::string& group, const std::string& verdict) {
    if (group == "correct") {
      alarms += ::found(verdict);
    } else {
      found += ::found(verdict);
      right += verdict == "line";
    }
  }
};

int table(const fs::path& our_file, const fs::path& their_file) {
  const auto our_rows = rows_of(our_file), their_rows = rows_of(their_file);
  Total ours_total, tools[4], together;
  int broken = 0, correct = 0, gpu_right = 0;
  std::printf("%-34s %-28s %-6s %-5s %-9s %-9s %-9s %-9s\n", "program", "expected", "prep", "run", kTools[0],
              kTools[1], kTools[2], kTools[3]);
  for (const auto& [name, our] : our_rows) {
    const auto it = their_rows.find(name);
    const Row empty{our[0], our[1], our[2], "?", "?", "?", "?", "?"};
    const Row& their = it == their_rows.end() || it->second.size() < 8 ? empty : it->second;
    (our[0] == "broken" ? broken : correct) += 1;
    gpu_right += our[0] == "correct" && their[3] == "0";
    ours_total.add(our[0], our[3]);
    std::string best = "-";
    for (int t = 0; t < 4; ++t) {
      const std::string& cell = their[static_cast<std::size_t>(4 + t)];
      tools[t].add(our[0], cell);
      if (cell == "line" || (found(cell) && best == "-")) best = cell;
    }
    together.add(our[0], best);
    std::printf("%-34s %-28s %-6s %-5s %-9s %-9s %-9s %-9s\n", name.c_str(), our[2].c_str(), our[3].c_str(),
                their[3].c_str(), their[4].c_str(), their[5].c_str(), their[6].c_str(), their[7].c_str());
  }
  const auto line = [&](const char* who, const Total& t) {
    std::printf("%-12s found %3d of %d, at the right line %3d; false alarms %d of %d\n", who, t.found, broken, t.right,
                t.alarms, correct);
  };
  std::printf("\n");
  line("prep sim", ours_total);
  for (int t = 0; t < 4; ++t) line(kTools[t], tools[t]);
  line("all four", together);
  std::printf("correct programs that exit with 0 on the GPU: %d of %d\n", gpu_right, correct);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  const fs::path suite = argc > 2 ? fs::path(argv[2]) : fs::path(".");
  if (what == "ours") return ours(fs::absolute(suite));
  if (what == "theirs") return theirs(fs::absolute(suite));
  if (what == "table" && argc == 4) return table(argv[2], argv[3]);
  std::cerr << "usage: compare ours|theirs [SUITE], compare table OURS.tsv THEIRS.tsv\n";
  return 2;
}
