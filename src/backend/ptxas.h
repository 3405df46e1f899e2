// What NVIDIA's assembler says of each kernel (`ptxas -v`): registers, spills, memory. Needs nvcc, no GPU.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "os/process.h"

namespace prep {

struct PtxasKernel {
  std::string symbol, name;  // name: as the learner wrote it
  int registers = 0, barriers = 0;
  long stack = 0, spill_stores = 0, spill_loads = 0;  // bytes per thread
  long shared = 0, constant = 0;  // bytes: per block, static; parameters are among the constant
};

// Reads what `nvcc -Xptxas -v` wrote; lines that it does not know are passed over. A kernel without its line
// of registers is left out.
std::vector<PtxasKernel> parse_ptxas(std::string_view text);

struct PtxasFacts {
  std::vector<PtxasKernel> kernels;
  std::string missing;  // why there are none or not all, in words; "" = complete
};

struct PtxasRequest {
  std::vector<std::filesystem::path> files;  // of which those with kernels are compiled
  std::vector<std::filesystem::path> include;
  std::vector<std::string> defines;
  std::string standard;          // "c++17"
  std::string architecture;      // "sm_90"
  std::filesystem::path folder;  // for what nvcc writes
};

// The compiles run beside whatever the caller does between construction and finish().
class PtxasRun {
 public:
  explicit PtxasRun(const PtxasRequest& request);
  PtxasFacts finish();

 private:
  struct Step {
    std::filesystem::path source;
    Child child;
  };
  std::string missing_;
  std::vector<Step> steps_;
};

}  // namespace prep
