// The sim's speed as ratios in one run: ours (fast and check builds) against the prototype and against plain
// loops. The programs take turns, round by round, so that a noisy machine is noisy for all of them.
//   prep_sim_bench [--prototype FOLDER] [--rounds N] [--workers N] [names...]
// FOLDER holds the prototype's sources (or PREP_PROTOTYPE_SIM); without it that column is left out.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "os/process.h"
#include "sim/front/commands.h"
#include "sim/front/rewrite.h"

namespace {

namespace fs = std::filesystem;
using prep::sim::Mode;

struct Time {
  double wall = 0, cpu = 0;  // ms
};
using Times = std::map<std::string, Time>;

struct Program {
  std::string name;
  fs::path path;
  std::string workers_variable;
  Times best;
};

prep::ProcessResult spawn(const std::vector<std::string>& argv, const std::vector<std::string>& env = {},
                          const fs::path& folder = {}) {
  prep::ProcessSpec spec;
  spec.argv = argv;
  spec.env_add = env;
  spec.cwd = folder;
  spec.limits.wall = prep::Milliseconds{600000};
  return prep::run_process(spec);
}

void tool(const std::vector<std::string>& argv, const fs::path& folder = {}) {
  const auto r = spawn(argv, {}, folder);
  if (!r.ok()) throw std::runtime_error(argv[0] + " failed:\n" + r.out + r.err);
}

struct Bench {
  fs::path source = PREP_BENCH_SOURCE;
  fs::path work = fs::temp_directory_path() / fmt::format("prep-sim-bench-{}", ::getpid());
  std::vector<Program> programs;
  std::vector<std::string> order;  // of the kernels

  void build_ours() {
    prep::sim::Toolchain tools{PREP_BENCH_CXX, prep::sim::kind_of_compiler(PREP_BENCH_CXX),
                               PREP_BENCH_INCLUDE, PREP_BENCH_LIBRARY};
    prep::sim::SourceOptions options;
    const fs::path text = work / "ours.i", plain = work / "ours.ii";
    tool(prep::sim::preprocess_argv(tools, options, (source / "sim_kernels.cu").string(), text.string()));
    std::stringstream preprocessed;
    preprocessed << std::ifstream(text).rdbuf();
    std::ofstream(plain) << prep::sim::rewrite(preprocessed.str());
    for (const Mode mode : {Mode::fast, Mode::check}) {
      const fs::path program = work / (mode == Mode::fast ? "ours" : "check");
      const std::string object = program.string() + ".o";
      tool(prep::sim::compile_argv(tools, options, mode, plain.string(), object));
      tool(prep::sim::link_argv(tools, {object}, {}, program.string()));
      programs.push_back({program.filename().string(), program, "PREP_SIM_WORKERS=", {}});
    }
  }

  void build_plain() {
    const fs::path program = work / "plain";
    tool({PREP_BENCH_CXX, "-std=c++20", "-O2", "-ffp-contract=off", (source / "sim_plain.cpp").string(), "-o",
          program.string()});
    programs.push_back({"plain", program, "", {}});
  }

  // By its own script, in a copy of its folder.
  void build_prototype(const fs::path& prototype) {
    const fs::path folder = work / "prototype";
    fs::create_directories(folder / "inc");
    for (const char* file : {"prep_cuda.h", "prep_rt.cpp", "rewrite.cpp", "cudaA.sh"})
      fs::copy_file(prototype / file, folder / file);
    fs::copy_file(prototype / "prep_cuda.h", folder / "inc" / "prep_cuda.h");
    std::ofstream(folder / "inc" / "cuda_runtime.h") << "#include \"prep_cuda.h\"\n";
    for (const char* file : {"sim_kernels.cu", "sim_timing.h"}) fs::copy_file(source / file, folder / file);
    fs::copy_file(source / "sim_timing.h", folder / "inc" / "sim_timing.h");
    tool({"g++", "-O2", "-std=c++20", "rewrite.cpp", "-o", "rewrite"}, folder);
    tool({"g++", "-O2", "-g", "-std=c++20", "-c", "prep_rt.cpp"}, folder);
    for (const char* mode : {"fast", "check"}) {
      const std::string name = std::string("prototype-") + mode;
      tool({"bash", "cudaA.sh", "g++", mode, "sim_kernels.cu", name}, folder);
      programs.push_back({name, folder / name, "PREP_WORKERS=", {}});
    }
  }

  void round(Program& program, const std::string& workers, const std::vector<std::string>& names) {
    std::vector<std::string> argv{program.path.string()}, env;
    if (program.name != "plain") argv.insert(argv.end(), names.begin(), names.end());
    if (!program.workers_variable.empty()) env = {program.workers_variable + workers, "PREP_BENCH=1"};
    const auto result = spawn(argv, env);
    if (!result.ok()) throw std::runtime_error(program.name + ":\n" + result.out + result.err);
    std::istringstream lines(result.out);
    std::string name;
    for (Time time; lines >> name >> time.wall >> time.cpu;) {
      const auto [known, fresh] = program.best.emplace(name, time);
      known->second.wall = std::min(known->second.wall, time.wall);
      known->second.cpu = std::min(known->second.cpu, time.cpu);
      if (fresh && program.name == "ours") order.push_back(name);
    }
  }

  const Time* find(const std::string& program, const std::string& name) const {
    for (const Program& one : programs) {
      const auto found = one.best.find(name);
      if (one.name == program && found != one.best.end()) return &found->second;
    }
    return nullptr;
  }

  std::string ratio(const std::string& name, const char* a, const char* b, double Time::*kind) const {
    const Time *over = find(a, name), *under = find(b, name);
    if (over == nullptr || under == nullptr) return "-";
    return fmt::format("{:.2f}", over->*kind / std::max(under->*kind, 1e-6));
  }

  void print() const {
    fmt::print("{:<20}{:>10}{:>10}{:>10}{:>10} | wall {:>6}{:>8}{:>8} | cpu {:>7}{:>8}{:>8}{:>8}\n", "ms",
               "ours", "plain", "prototype", "check", "/proto", "chk/us", "chk/chk", "/proto", "/plain",
               "chk/us", "chk/chk");
    for (const std::string& name : order) {
      const auto wall = [&](const char* program) {
        const Time* time = find(program, name);
        return time == nullptr ? std::string("-") : fmt::format("{:.3f}", time->wall);
      };
      fmt::print(
          "{:<20}{:>10}{:>10}{:>10}{:>10} |      {:>6}{:>8}{:>8} |     {:>7}{:>8}{:>8}{:>8}\n", name,
          wall("ours"), wall("plain"), wall("prototype-fast"), wall("check"),
          ratio(name, "ours", "prototype-fast", &Time::wall), ratio(name, "check", "ours", &Time::wall),
          ratio(name, "check", "prototype-check", &Time::wall),
          ratio(name, "ours", "prototype-fast", &Time::cpu), ratio(name, "ours", "plain", &Time::cpu),
          ratio(name, "check", "ours", &Time::cpu), ratio(name, "check", "prototype-check", &Time::cpu));
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  const char* prototype = std::getenv("PREP_PROTOTYPE_SIM");
  std::string workers = "2";
  int rounds = 5;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--prototype" && i + 1 < argc)
      prototype = argv[++i];
    else if (word == "--rounds" && i + 1 < argc)
      rounds = std::atoi(argv[++i]);
    else if (word == "--workers" && i + 1 < argc)
      workers = argv[++i];
    else
      names.push_back(word);
  }
  Bench bench;
  try {
    fs::create_directories(bench.work);
    bench.build_ours();
    bench.build_plain();
    if (prototype != nullptr)
      bench.build_prototype(prototype);
    else
      fmt::print("The prototype is left out: name its folder with --prototype or PREP_PROTOTYPE_SIM.\n");
    for (int i = 0; i < rounds; ++i) {
      for (Program& program : bench.programs) bench.round(program, workers, names);
    }
    bench.print();
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
  }
  if (std::getenv("BENCH_KEEP") == nullptr)
    fs::remove_all(bench.work);
  else
    fmt::print("{}\n", bench.work.string());
}
