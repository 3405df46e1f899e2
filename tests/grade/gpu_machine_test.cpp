#include "backend/gpu_machine.h"

#include "catch.h"

using namespace prep;

namespace {

// As a driver 580 wrote it; the second line as a laptop GPU without a power limit does.
const char* const kTwo =
    "0, NVIDIA H200, GPU-6f0c7f0e-1111-2222-3333-444455556666, 580.159.03, 9.0, 143771, 143160, 37, 700.00\n"
    "1, NVIDIA GeForce RTX 4090, GPU-aaaa, 560.35, 8.9, 24564, 20000, 3, [N/A]\n"
    "nonsense\n";

}  // namespace

TEST_CASE("gpu machine: nvidia-smi's lines become devices") {
  const auto gpus = parse_gpu_query(kTwo);
  REQUIRE(gpus.size() == 2);
  CHECK(gpus[0].name == "NVIDIA H200");
  CHECK(gpus[0].uuid == "GPU-6f0c7f0e-1111-2222-3333-444455556666");
  CHECK(gpus[0].driver == "580.159.03");
  CHECK(gpus[0].capability == 90);
  CHECK(gpus[0].memory_total_bytes == 143771ull << 20);
  CHECK(gpus[0].utilization_percent == 37);
  CHECK(gpus[0].power_limit_w == 700.0);
  CHECK(gpus[1].capability == 89);
  CHECK(gpus[1].power_limit_w == 0.0);
}

TEST_CASE("gpu machine: a failing driver's words are no device") {
  CHECK(parse_gpu_query("NVIDIA-SMI has failed because it couldn't communicate with the driver.\n").empty());
  CHECK(parse_gpu_query("").empty());
}

TEST_CASE("gpu machine: the idlest is taken, unless one is named") {
  const auto gpus = parse_gpu_query(kTwo);
  CHECK(choose_gpu(gpus, {})->index == 1);
  CHECK(choose_gpu(gpus, 0)->index == 0);
  CHECK_FALSE(choose_gpu(gpus, 7).has_value());
  CHECK_FALSE(choose_gpu({}, {}).has_value());
}

TEST_CASE("gpu machine: equally idle, the one with more free memory is taken") {
  auto gpus = parse_gpu_query(kTwo);
  gpus[0].utilization_percent = 4;
  CHECK(choose_gpu(gpus, {})->index == 0);
}

TEST_CASE("gpu machine: throttle reasons in words, idleness is none") {
  CHECK(throttle_words(0x1) == "");
  CHECK(throttle_words(0x4) == "power cap");
  CHECK(throttle_words(0x4 | 0x40) == "power cap, hardware thermal slowdown");
}
