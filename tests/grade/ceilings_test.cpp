#include "grade/ceilings.h"

#include <cmath>

#include "catch.h"

namespace prep {
namespace {

GpuCeilings h200() {
  GpuCeilings c;
  c.read_gbs = 4300;
  c.triad_gbs = 4350;
  c.copy_gbs = 4250;
  c.write_gbs = 4000;
  c.fp32_tflops = 60;
  c.bf16_tflops = 800;
  return c;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::abs(b); }

TEST_CASE("the bandwidth of a mix goes through the measured points") {
  const GpuCeilings c = h200();
  CHECK(bandwidth_for(c, 1e9, 0) == 4300);
  CHECK(near(bandwidth_for(c, 2e9, 1e9), 4350));
  CHECK(near(bandwidth_for(c, 7, 7), 4250));
  CHECK(bandwidth_for(c, 0, 1) == 4000);
}

TEST_CASE("between two points the time for a byte is linear") {
  const GpuCeilings c = h200();
  // A sixth written: half way from read alone to triad.
  CHECK(near(bandwidth_for(c, 5, 1), 2 / (1 / 4300.0 + 1 / 4350.0)));
  // Three quarters written: half way from copy to write alone.
  CHECK(near(bandwidth_for(c, 1, 3), 2 / (1 / 4250.0 + 1 / 4000.0)));
  const double mixed = bandwidth_for(c, 9, 1);
  CHECK(mixed > 4300);
  CHECK(mixed < 4350);
}

TEST_CASE("a bandwidth that was not measured is bridged or left out") {
  GpuCeilings c = h200();
  c.triad_gbs = 0;
  CHECK(near(bandwidth_for(c, 3, 1), 2 / (1 / 4300.0 + 1 / 4250.0)));
  c.write_gbs = 0;
  CHECK(bandwidth_for(c, 0, 1) == 4250);
  c.read_gbs = 0;
  CHECK(bandwidth_for(c, 1, 0) == 4250);
  c.copy_gbs = 0;
  CHECK(bandwidth_for(c, 1, 1) == 0);
  CHECK(bandwidth_for(h200(), 0, 0) == 0);
}

TEST_CASE("the floor is the longer of moving and computing") {
  const GpuCeilings c = h200();
  // 2^28 floats: two read, one written.
  const double n = 268435456;
  CHECK(near(floor_us(c, {8 * n, 4 * n, n, Math::fp32}), 12 * n / 4350e3));
  // 4096 cubed in fp32 and in bf16: bound by arithmetic.
  const double flops = 2.0 * 4096 * 4096 * 4096, bytes = 4096.0 * 4096 * 2;
  CHECK(near(floor_us(c, {2 * bytes, bytes, flops, Math::bf16}), flops / 800e6));
  CHECK(near(floor_us(c, {4 * bytes, 2 * bytes, flops, Math::fp32}), flops / 60e6));
  // No figure for fp8: only the bytes count.
  CHECK(near(floor_us(c, {2 * bytes, 0, flops, Math::fp8}), 2 * bytes / 4300e3));
  CHECK(floor_us(c, {}) == 0);
}

TEST_CASE("every rate is its own figure") {
  GpuCeilings c;
  c.fp32_tflops = 1;
  c.tf32_tflops = 2;
  c.bf16_tflops = 3;
  c.fp16_tflops = 4;
  c.fp8_tflops = 5;
  c.int8_tops = 6;
  double expected = 1e6;
  for (const Math math : {Math::fp32, Math::tf32, Math::bf16, Math::fp16, Math::fp8, Math::int8}) {
    CHECK(operations_per_us(c, math) == expected);
    expected += 1e6;
  }
}

}  // namespace
}  // namespace prep
