#include "grade/gpu_words.h"

#include "catch.h"

using namespace prep;

namespace {

GpuCeilings h200() {
  GpuCeilings ceilings;
  ceilings.read_gbs = 4444;
  ceilings.write_gbs = 4625;
  ceilings.copy_gbs = 4226;
  ceilings.triad_gbs = 4382;
  ceilings.fp32_tflops = 65.9;
  ceilings.bf16_tflops = 712;
  return ceilings;
}

}  // namespace

TEST_CASE("the limit is memory or arithmetic, whichever takes longer") {
  CHECK(limit_words(h200(), {4e9 / 2, 4e9 / 2, 1e9, Math::fp32}) == "memory: 4.00 GB at 4.23 TB/s");
  CHECK(limit_words(h200(), {1e8, 1e8, 137.4e9, Math::fp32}) ==
        "arithmetic: 137.4 GFLOP (fp32) at 65.9 TFLOP/s");
}

TEST_CASE("judge types have the rate of their own arithmetic") {
  CHECK(math_of("f16") == Math::fp16);
  CHECK(math_of("bf16") == Math::bf16);
  CHECK(math_of("i8") == Math::int8);
  CHECK(math_of("i32") == Math::fp32);
}

TEST_CASE("the next step names the likeliest cause: spills, then narrow loads, then occupancy") {
  GradeResult result;
  KernelFacts kernel;
  kernel.name = "k(float const*, int)";
  kernel.warps_per_sm = 8;
  kernel.most_warps_per_sm = 64;
  kernel.limiter = "registers";
  result.kernels = {kernel};
  CHECK(next_step_words("at 41 %", result, "gold needs 0.85") ==
        "at 41 %: only 8 of 64 warps of k fit on a multiprocessor (registers); gold needs 0.85");
  result.kernels[0].narrow_loads = 4;
  CHECK(next_step_words("at 41 %", result, "gold needs 0.85") ==
        "at 41 %: k loads 4 bytes at a time, 16 keep more in flight; gold needs 0.85");
  result.kernels[0].local_bytes = 96;
  CHECK(next_step_words("at 41 %", result, "gold needs 0.85").find("k keeps 96 bytes per thread in local") !=
        std::string::npos);
  CHECK(next_step_words("at 97 %", result, "") == "at 97 %");
}
