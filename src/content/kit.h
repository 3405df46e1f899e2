// An exercise kit: exercise.json and its files, read strictly. KIT.md is the format; unknown keys are errors.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "os/clock.h"

namespace prep {

enum class Language { cuda, cpp };
enum class Metric { none, of_ceiling, of_library, of_baseline };

// One row of "cases", "measure" or "model". `params` is the row's JSON object without the reserved keys, as
// text: the judge resolves draws, so prep never interprets it.
enum class SimCase { both, fast, skip };
struct CaseRow {
  std::string name;
  std::string params;  // {"n":1025} or {"n":{"draw":"log","min":1,"max":1000000}}
  int times = 1;
  SimCase sim = SimCase::both;
  bool on_gpu = true;
};

struct Bands {
  Metric metric = Metric::none;
  double pass = 0, good = 0, gold = 0;
};
struct ModelBands {
  std::string metric;
  double pass = 0, good = 0, gold = 0;
};  // metric "" = none

struct KitLimits {
  Milliseconds build{120000};
  Milliseconds run{20000};
  std::uint64_t memory_bytes = 8ull << 30;
};

struct Kit {
  std::filesystem::path folder;
  std::string id, slug, title;  // "ex_10", "reduction", "Reduction"
  int number = 0;               // 10
  int version = 1;
  Language language = Language::cuda;
  int minutes = 0, difficulty = 0;
  std::vector<std::string> topics;
  std::string master;  // "must" | "should"
  int gpus = 1, min_cc = 70;
  std::vector<CaseRow> cases, measure, model;
  KitLimits limits;
  std::vector<std::string> forbid;  // symbol patterns
  Bands bands;
  ModelBands model_bands;
  bool latency_class = false, deterministic = false;

  std::string extension() const { return language == Language::cuda ? ".cu" : ".cpp"; }
  std::filesystem::path header() const { return folder / (slug + ".h"); }
  std::filesystem::path starter() const { return folder / (slug + extension()); }
  std::filesystem::path solution() const { return folder / ("solution" + extension()); }
  std::filesystem::path judge_source() const { return folder / "judge.cpp"; }
  std::filesystem::path call_source() const { return folder / "call.cpp"; }
  std::string folder_name() const {
    return folder.filename().string();
  }  // "ex_10_reduction", also in the learner's home
};

// Throws Error(content) with file, line and fix.
Kit load_kit(const std::filesystem::path& folder);
// Every ex_* folder below `exercises`, by number. Reads only exercise.json of each.
std::vector<Kit> load_kits(const std::filesystem::path& exercises);
// "ex_03", "3", "03", "ex_3", a unique slug prefix ("trans") or an alias. Throws Error(usage) "no exercise
// "ex_99". Close: ex_09, …".
const Kit& find_kit(const std::vector<Kit>& kits, const std::string& name);

// Hints: the sections "## 1", "## 2"… of hints.md, in order, without their headings.
std::vector<std::string> load_hints(const Kit& kit);

// The first line of a variant or wrong file: "// expect: sim=race gpu=race|wrong_answer".
struct Expectation {
  std::map<std::string, std::vector<std::string>> verdicts;
};  // backend -> allowed verdict words
struct KitFile {
  std::filesystem::path path;
  Expectation expect;
};
std::vector<KitFile> kit_files(const Kit& kit, const std::string& subfolder);  // "variants" | "wrong"

}  // namespace prep
