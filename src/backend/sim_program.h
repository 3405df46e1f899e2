// `prep sim FILES… [-- args]`: any whole CUDA program, compiled for the CPU and run with the sim's
// diagnostics.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "backend/finding.h"
#include "backend/ptxas.h"
#include "os/paths.h"
#include "os/process.h"

namespace prep {

enum class SimMode { check, fast };  // check: instrumented, finds races…; fast: results only
enum class SimLeaks { untold, told };
enum class SimOpenMp { when_included, on };  // on: -fopenmp, else where a file includes <omp.h>
enum class SimModel { untold, told };        // what each line costs; needs SimMode::check

struct SimProgramRequest {
  std::vector<std::filesystem::path>
      files;  // .cu, .cpp, .cc, .c; headers given beside them are found by -I of their folder
  std::vector<std::string> args;
  SimMode mode = SimMode::check;
  const Installation& installation;
  std::function<void(const std::string&)> progress = [](const std::string&) {};
  std::vector<std::filesystem::path> include{};  // -I
  std::vector<std::string> defines{};            // -D: NAME or NAME=value
  std::string standard = "gnu++17";              // -std=; nvcc's default
  SimLeaks leaks = SimLeaks::untold;
  SimModel model = SimModel::untold;
  std::string architecture = "sm_90";  // of the registers that the model tells
  SimOpenMp openmp = SimOpenMp::when_included;
  std::vector<std::string> link{};  // -l and -L
  int gpus = 1;                     // simulated devices
  int schedule = 0;                 // order of threads: 0 forward, 1 backward, else shuffled by it
  Output output = Output::inherit;  // the program's: ours, as if started by hand, or kept in the result
};

enum class SimProgramEnd { ran, build_failed };

struct SimProgramResult {
  SimProgramEnd end = SimProgramEnd::ran;
  ProcessResult program;              // its own exit status, output; build: the compiler's
  std::vector<Finding> findings;      // most causal first
  std::vector<Finding> build_errors;  // kind "error"/"warning" with file:line
  std::string report;                 // the sim's JSON lines as they came: the model's counts
  PtxasFacts ptxas;                   // with the model
  double build_s = 0, run_s = 0;
};

// Throws Error(environment) where no compiler is found, Error(usage) for a file that cannot be read.
SimProgramResult run_sim_program(const SimProgramRequest& request);

}  // namespace prep
