// The cost model between the sim's report and the screen: reading it, occupancy, which ptxas line belongs to
// a kernel.
#include "backend/sim_model.h"

#include "catch.h"
#include "os/error.h"

using namespace prep;

namespace {

const char* const kReport =
    R"({"kind":"warning","line":1,"message":"x"}
{"model":{"per_line":[{"file":"/tmp/a.cu","line":5,"function":"k","space":"global","op":"load","requests":8,"transactions":32,"ideal":32,"bytes":1024,"variable":"","advice":""},{"file":"/tmp/a.cu","line":8,"function":"k","space":"shared","op":"load","requests":8,"transactions":256,"ideal":8,"bytes":1024,"variable":"tile","advice":"32-way bank conflict on `tile`"}],"kernels":[{"name":"k","grid":[16,16,1],"block":[32,8,1],"launches":1,"blocks":256,"static_shared":4096,"dynamic_shared":0,"blocks_followed":32,"barriers":32,"global_bytes":1024,"global_sectors":32,"shared_requests":8,"shared_passes":256,"shared_bytes":1024}]}}
)";

ModelledKernel kernel(const std::string& name, int threads, double shared) {
  ModelledKernel k;
  k.name = name;
  k.block[0] = threads;
  k.static_shared = shared;
  return k;
}

PtxasKernel ptxas(const std::string& symbol, const std::string& name, int registers) {
  PtxasKernel k;
  k.symbol = symbol;
  k.name = name;
  k.registers = registers;
  return k;
}

}  // namespace

TEST_CASE("sim model: lines come most wasted first, kernels as they were launched") {
  const auto model = parse_sim_costs(kReport);
  REQUIRE(model.has_value());
  REQUIRE(model->lines.size() == 2);
  CHECK(model->lines[0].line == 8);
  CHECK(model->lines[0].file == "a.cu");
  CHECK(model->lines[0].variable == "tile");
  REQUIRE(model->kernels.size() == 1);
  CHECK(model->kernels[0].threads() == 256);
  CHECK(model->kernels[0].static_shared == 4096);
}

TEST_CASE("sim model: what is no model is passed over") {
  CHECK_FALSE(parse_sim_costs("").has_value());
  CHECK_FALSE(parse_sim_costs("{\"model\":3}\nx\n[1]\n").has_value());
  const auto odd =
      parse_sim_costs(R"({"model":{"per_line":[3,{"requests":"x"}],"kernels":[null,{"grid":["a"]}]}})");
  REQUIRE(odd.has_value());
  CHECK(odd->lines.empty());
  CHECK(odd->kernels.size() == 1);
}

TEST_CASE("sim model: registers limit occupancy only where they are known") {
  const ModelGpu h200 = model_gpu("h200");
  const ModelledKernel k = kernel("k", 256, 0);
  const Fit unknown = fit(k, h200, nullptr);
  CHECK(unknown.blocks == 8);
  CHECK(unknown.limit == "threads");
  CHECK(unknown.registers_within == 32);
  const PtxasKernel heavy = ptxas("k", "k", 64);
  const Fit known = fit(k, h200, &heavy);
  CHECK(known.blocks == 4);
  CHECK(known.limit == "registers");
  CHECK(known.registers_within == 64);
  CHECK(fit(kernel("k", 256, 300 << 10), h200, nullptr).blocks == 0);
}

TEST_CASE("sim model: GPUs by name") {
  CHECK(model_gpu("l4").architecture == "sm_89");
  CHECK_THROWS_AS(model_gpu("h20"), Error);
  REQUIRE(model_gpu("h200").flop_per_byte.has_value());
  CHECK(static_cast<int>(*model_gpu("h200").flop_per_byte) == 13);  // 67 TFLOP/s over 4.8 TB/s
  CHECK_FALSE(model_gpu("v100").flop_per_byte.has_value());
}

TEST_CASE("sim model: a kernel finds its ptxas line by name, or none where two might be meant") {
  const std::vector<PtxasKernel> all{ptxas("a", "scale<float>", 10), ptxas("b", "scale<double>", 12),
                                     ptxas("c", "(anonymous namespace)::hidden", 8),
                                     ptxas("d", "ns::app<main::{lambda(int)#1}>", 9),
                                     ptxas("e", "pair<int, 64>", 7)};
  const auto found = [&all](const char* name) {
    const PtxasKernel* const k = ptxas_of(all, kernel(name, 32, 0));
    return k == nullptr ? std::string() : k->symbol;
  };
  CHECK(found("scale<double>") == "b");
  CHECK(found("hidden") == "c");
  CHECK(found("ns::app") == "d");
  CHECK(found("pair<int,64>") == "e");
  CHECK(found("scale").empty());
  CHECK(found("other").empty());
}
