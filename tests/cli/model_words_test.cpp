// The words of `prep sim --model`: per thread, per request, and the one line that costs most.
#include "cli/model_words.h"

#include "catch.h"

using namespace prep;
using prep_test::ContainsSubstring;

namespace {

SimCosts costs() {
  SimCosts model;
  ModelledKernel k;
  k.name = "transpose";
  k.grid[0] = k.grid[1] = 16;
  k.block[0] = 32, k.block[1] = 8;
  k.launches = 1, k.blocks = 256, k.followed = 32, k.barriers = 32;
  k.static_shared = 4096;
  k.global_bytes = 32 * 256 * 32, k.global_sectors = 32 * 256;
  k.shared_bytes = k.global_bytes, k.shared_requests = 2048, k.shared_passes = 33792;
  model.kernels.push_back(k);
  model.lines.push_back({"a.cu", "transpose", "shared", "load", "tile", "32-way bank conflict on `tile`", 8,
                         1024, 32768, 1024, 131072});
  model.lines.push_back({"a.cu", "transpose", "global", "load", "", "", 5, 1024, 4096, 4096, 131072});
  return model;
}

}  // namespace

TEST_CASE("model words: traffic per thread, occupancy, the dearest line") {
  const std::string text = model_text(Look{}, costs(), model_gpu("h200"), {{}, "no nvcc here"});
  CHECK_THAT(text, ContainsSubstring(
                       "transpose<<<(16, 16), (32, 8)>>>  1 launch, 256 blocks (32 followed), 1 barrier"));
  CHECK_THAT(text, ContainsSubstring(
                       "per thread 32 bytes asked for, 32 moved; shared 32 bytes, 16.5 passes a request"));
  CHECK_THAT(text, ContainsSubstring("h200: 8 blocks = 64 of 64 warps (100 %)"));
  CHECK_THAT(text, ContainsSubstring("registers  not known; up to 32 per thread change nothing"));
  CHECK_THAT(text, ContainsSubstring("registers: no nvcc here"));
  CHECK_THAT(text,
             ContainsSubstring("a.cu:8  shared load of tile, 1024 requests, 32 passes each (1 would do)"));
  CHECK_THAT(text, ContainsSubstring("costs most: line 8: 32-way bank conflict on `tile`"));
}

TEST_CASE("model words: what ptxas knows stands beside it, spills loudly") {
  PtxasKernel k;
  k.symbol = k.name = "transpose";
  k.registers = 64, k.spill_stores = 8, k.spill_loads = 12;
  const std::string text = model_text(Look{}, costs(), model_gpu("h200"), {{k}, ""});
  CHECK_THAT(text, ContainsSubstring("sm_90: 64 registers, SPILLS: 8 bytes stored, 12 loaded"));
  CHECK_THAT(text,
             ContainsSubstring("4 blocks = 32 of 64 warps (50 %) on a multiprocessor, limited by registers"));
  CHECK_THAT(text, !ContainsSubstring("not known"));
}

TEST_CASE("model words: as JSON") {
  const std::string json = to_json(costs(), model_gpu("l4"), {{}, "no nvcc here"}).str();
  CHECK_THAT(json, ContainsSubstring("\"gpu\":\"l4\",\"architecture\":\"sm_89\""));
  CHECK_THAT(json, ContainsSubstring("\"global_bytes_moved\":262144"));
  CHECK_THAT(json, ContainsSubstring("\"limit\":\"threads\",\"registers\":null"));
  CHECK_THAT(json, ContainsSubstring("\"ptxas\":null"));
  CHECK_THAT(json, ContainsSubstring("\"costs_most\":\"line 8: 32-way bank conflict on `tile`\""));
}
