// Ratios in one run, never absolute promises: start-up against /bin/true, the daily commands on long
// journals, `prep run` against the same compiler lines without prep, the cached re-run. Build: ninja
// prep_bench; run: build/tests/prep_bench
#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <functional>

#include "backend/backend.h"
#include "content/kit.h"
#include "grade/build_cache.h"
#include "os/paths.h"
#include "os/process.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

double seconds(const std::function<void()>& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median_s(int runs, const std::function<void()>& body) {
  std::vector<double> all;
  for (int i = 0; i < runs; ++i) all.push_back(seconds(body));
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

struct Bench {
  fs::path build, work = fs::temp_directory_path() / fmt::format("prep-bench-{}", ::getpid());

  ProcessResult run(std::vector<std::string> argv, const fs::path& home = {}) const {
    ProcessSpec spec;
    spec.argv = std::move(argv);
    spec.env_add = {"XDG_CACHE_HOME=" + (work / "cache").string(),
                    "XDG_STATE_HOME=" + (work / "state").string(),
                    "PREP_HOME=" + (home.empty() ? work / "home" : home).string()};
    spec.limits.output_bytes = 16 << 20;
    return run_process(spec);
  }
  std::string prep() const { return (build / "prep").string(); }

  void start_up() const {
    const double floor = median_s(50, [&] { run({"/bin/true"}); });
    const double version = median_s(50, [&] { run({prep(), "--version"}); });
    const double help = median_s(50, [&] { run({prep(), "--help"}); });
    fmt::print("/bin/true {:.2f} ms | --version {:.2f} ms ({:.1f}x) | --help {:.2f} ms ({:.1f}x)\n",
               floor * 1e3, version * 1e3, version / floor, help * 1e3, help / floor);
  }

  void journals() const {
    for (const int records : {0, 10000, 100000}) {
      const fs::path home = work / fmt::format("home-{}", records);
      fs::create_directories(home);
      if (records > 0) {
        run({(build / "tests/make_journal").string(), home.string(), std::to_string(records)});
        run({prep(), "done", "--json", "no-such-task"}, home);       // nothing is written by a mistake
        run({prep(), "checklist", "--tick", "cuda_kernels"}, home);  // a mutation leaves a fresh snapshot
      }
      fmt::print("{:>6} records:", records);
      for (const char* command : {"next", "status", "list"})
        fmt::print("  {} {:.2f} ms", command, median_s(20, [&] { run({prep(), command}, home); }) * 1e3);
      fmt::print("\n");
    }
  }

  // The same command lines that prep runs, side by side as make -j would, unconfined.
  double bare_build(const Backend& backend, const Kit& kit, const Installation& installation) const {
    const Scratch scratch;
    const fs::path dir = scratch.folder();
    const auto start = [](const CommandLine& line) {
      ProcessSpec spec;
      spec.argv = line;
      spec.limits.output_bytes = 1 << 20;
      return Child::start(spec);
    };
    return seconds([&] {
      std::vector<Child> compilers;
      for (const Flavor flavor : {Flavor::fast, Flavor::check})
        compilers.push_back(start(backend.compile(
            {kit.solution(), dir / (word(flavor) + ".o"), kit.header(), {installation.include}, flavor})));
      compilers.push_back(start(backend.compile(
          {kit.call_source(), dir / "call.o", kit.header(), {installation.include}, Flavor::fast})));
      for (Child& compiler : compilers) compiler.finish();
      std::vector<Child> linkers;
      for (const Flavor flavor : {Flavor::fast, Flavor::check})
        linkers.push_back(start(backend.link(
            {{dir / (word(flavor) + ".o"), dir / "call.o"}, dir / ("runner." + word(flavor)), flavor})));
      for (Child& linker : linkers) linker.finish();
    });
  }

  void grading(const Installation& installation) const {
    const std::vector<Kit> kits = load_kits(installation.exercises);
    const Kit& kit = find_kit(kits, "ex_02");
    const auto backend = make_backend(BackendId::host, installation, find_compiler());
    const double bare = median_s(3, [&] { bare_build(*backend, kit, installation); });
    const double cold = median_s(3, [&] {
      fs::remove_all(work / "cache");
      run({prep(), "run", kit.id, "--file", kit.solution().string(), "--quick"});
    });
    const double checked = median_s(3, [&] {
      run({prep(), "run", kit.id, "--file", kit.solution().string(), "--quick", "--fresh"});
    });
    const double cached = median_s(20, [&] {
      run({prep(), "run", kit.id, "--file", kit.solution().string(), "--quick"});
    });
    fmt::print(
        "{}: bare compile and link {:.2f} s | built, only checks {:.2f} s | prep run, nothing cached {:.2f} "
        "s ({:.2f}x of the two) | unchanged {:.1f} ms\n",
        kit.id, bare, checked, cold, cold / (bare + checked), cached * 1e3);
  }
};

}  // namespace

int main() {
  const Installation installation = find_installation();
  Bench bench;
  bench.build = installation.judges.parent_path();
  fs::create_directories(bench.work);
  bench.start_up();
  bench.journals();
  bench.grading(installation);
  fs::remove_all(bench.work);
}
