// The cost model of `prep sim --model`: what the sim counted per line and kernel, and what occupancy follows
// from it on a chosen GPU. Counts, never time.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/ptxas.h"

namespace prep {

struct ModelledLine {
  std::string file, function, space, op, variable, advice;  // space: "global", "shared"
  int line = 0;
  double requests = 0, transactions = 0, ideal = 0, bytes = 0;  // warp-wide; sectors or bank passes
};

struct ModelledKernel {
  std::string name;
  int grid[3] = {1, 1, 1}, block[3] = {1, 1, 1};
  double launches = 0, blocks = 0, followed = 0, barriers = 0;  // the followed blocks' barriers
  double static_shared = 0, dynamic_shared = 0;                 // bytes per block
  double global_bytes = 0, global_sectors = 0;                  // of the followed blocks, as all below
  double shared_bytes = 0, shared_requests = 0, shared_passes = 0;
  int threads() const { return block[0] * block[1] * block[2]; }
};

struct SimCosts {
  std::vector<ModelledKernel> kernels;  // in the order of their first launch
  std::vector<ModelledLine> lines;      // most wasted first
};
// nullopt where the report holds no model.
std::optional<SimCosts> parse_sim_costs(std::string_view report);

struct ModelGpu {
  std::string name, architecture;       // "h200", "sm_90"
  std::optional<double> flop_per_byte;  // FP32 peak over memory bandwidth; where its data sheet was at hand
};
std::vector<std::string> model_gpus();
// Throws Error(usage) that names them all.
ModelGpu model_gpu(const std::string& name);

struct Fit {
  int blocks = 0, warps = 0, most_warps = 0;  // on one multiprocessor; blocks 0: cannot run there
  std::string limit;                          // "registers", "shared memory", "threads", "blocks"
  int registers = 0;                          // per thread; 0: not known, so no limit
  int registers_within = 0;                   // the most that keep this occupancy
  double waves = 0;                           // of the largest grid over the whole GPU
};
Fit fit(const ModelledKernel& kernel, const ModelGpu& gpu, const PtxasKernel* ptxas);

// By name, as far as that tells instances of a template apart; else null.
const PtxasKernel* ptxas_of(const std::vector<PtxasKernel>& all, const ModelledKernel& kernel);

}  // namespace prep
