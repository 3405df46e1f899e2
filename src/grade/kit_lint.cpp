#include "grade/kit_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLeastHints = 3, kLeastWrong = 4, kLeastCases = 5;

class Lint {
 public:
  explicit Lint(const Kit& kit) : kit_(kit) {}

  std::vector<CheckFinding> run() {
    files();
    readme();
    hints();
    expectations();
    numbers();
    return std::move(findings_);
  }

 private:
  void find(const std::string& file, const std::string& what) {
    findings_.push_back({kit_.folder_name() + (file.empty() ? "" : "/" + file), what});
  }

  std::string text(const fs::path& path) const {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // What CUDA kits are compared with on a GPU; not every kit has one.
  bool is_library(const fs::path& path) const {
    return kit_.language == Language::cuda && path.filename() == "library.cu";
  }

  void files() {
    const std::set<std::string> known = {"exercise.json",
                                         "README.md",
                                         "hints.md",
                                         "judge.cpp",
                                         "call.cpp",
                                         "variants",
                                         "wrong",
                                         kit_.slug + ".h",
                                         kit_.slug + kit_.extension(),
                                         "solution" + kit_.extension()};
    for (const std::string& name : known)
      if (name != "variants" && !fs::exists(kit_.folder / name)) find(name, "is missing");
    for (const auto& entry : fs::directory_iterator(kit_.folder))
      if (!known.contains(entry.path().filename().string()) && !is_library(entry.path()))
        find(entry.path().filename().string(), "is no file of a kit; remove it");
    if (text(kit_.starter()).find("TODO") == std::string::npos)
      find(kit_.slug + kit_.extension(), "the starter has no TODO: say where to begin");
  }

  void readme() {
    const std::string readme = text(kit_.folder / "README.md");
    for (const char* heading :
         {"## Story", "## Contract", "## Roofline", "## Bands", "## They ask next", "## Sources"})
      if (readme.find(std::string("\n") + heading) == std::string::npos)
        find("README.md", fmt::format("has no section \"{}\"", heading));
    const auto sources = readme.find("\n## Sources");
    if (sources == std::string::npos) return;
    const std::string list = readme.substr(sources);
    if (std::count(list.begin(), list.end(), '\n') < 3) find("README.md", "names fewer than two sources");
  }

  void hints() {
    std::size_t count = 0;
    try {
      const std::vector<std::string> levels = load_hints(kit_);
      count = levels.size();
      for (std::size_t i = 0; i < count; ++i)
        if (levels[i].size() < 20) find("hints.md", fmt::format("hint {} says next to nothing", i + 1));
    } catch (const Error&) {
      return;  // the missing file is a finding already
    }
    if (count < kLeastHints)
      find("hints.md", fmt::format("has {} levels; write at least {}, as sections \"## 1\", \"## 2\"…", count,
                                   kLeastHints));
  }

  void expectations() {
    const std::string backend = kit_.language == Language::cuda ? "sim" : "host";
    for (const char* room : {"variants", "wrong"}) {
      std::vector<KitFile> files;
      try {
        files = kit_files(kit_, room);
      } catch (const Error& error) {
        find(room, error.what());
        continue;
      }
      if (room == std::string("wrong") && files.size() < kLeastWrong)
        find(room, fmt::format("holds {} wrong files; write at least {}", files.size(), kLeastWrong));
      for (const KitFile& file : files) {
        const std::string name = fmt::format("{}/{}", room, file.path.filename().string());
        if (!file.expect.verdicts.contains(backend))
          find(name, fmt::format("does not say what {} should find; add {}=<verdict> to its first line",
                                 backend, backend));
        for (const auto& [which, verdicts] : file.expect.verdicts)
          for (const std::string& word : verdicts)
            if (!verdict_of(word)) find(name, fmt::format("\"{}\" is no verdict", word));
      }
    }
  }

  void numbers() {
    if (kit_.cases.size() < kLeastCases)
      find("exercise.json", fmt::format("has {} cases; edges and drawn shapes need at least {}",
                                        kit_.cases.size(), kLeastCases));
    const bool drawn = std::any_of(kit_.cases.begin(), kit_.cases.end(), [](const CaseRow& row) {
      return row.params.find("\"draw\"") != std::string::npos;
    });
    if (!drawn) find("exercise.json", "draws no fresh shape: a file that knows all shapes could pass");
    if (kit_.measure.empty()) find("exercise.json", "has no measured shape");
    if (kit_.bands.metric == Metric::none) find("exercise.json", "has no bands");
    if (kit_.language == Language::cuda && kit_.model.empty())
      find("exercise.json", "has no model row: without a GPU it could not be graded beyond correctness");
    if (kit_.topics.empty()) find("exercise.json", "has no topics: nothing links to it");
  }

  const Kit& kit_;
  std::vector<CheckFinding> findings_;
};

}  // namespace

std::vector<CheckFinding> lint_kit(const Kit& kit) { return Lint(kit).run(); }

}  // namespace prep
