// On a real GPU (label gpu); skipped where there is none.
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "backend/gpu_machine.h"
#include "backend/toolchain.h"
#include "catch.h"
#include "cli/learner.h"

using namespace prep_test;
using nlohmann::json;

namespace {

TEST_CASE("this GPU's ceilings are sound, and a second calibration agrees within 3 %") {
  const auto gpu = prep::choose_gpu(prep::find_gpus().gpus, {});
  if (!gpu || prep::find_nvcc().empty()) std::exit(4);  // ctest's SKIP_RETURN_CODE
  Learner learner(fixtures());
  if (const char* folders = std::getenv("LD_LIBRARY_PATH")) learner.set("LD_LIBRARY_PATH", folders);
  const std::vector<std::string> line{"calibrate", "--gpu", std::to_string(gpu->index), "--force", "--json"};
  json runs[2];
  for (json& run : runs) {
    const Said said = learner.prep(line);
    CAPTURE(said.err);
    REQUIRE(said.code == 0);
    run = json::parse(said.out)["gpu"];
    CAPTURE(run.dump(1));
    CHECK(run["strange"].empty());
    // The one figure that a sound machine may lack: fp8, before Ada or without cuBLASLt.
    for (const auto& [name, value] : run["figures"].items())
      CHECK((value.is_number() || name == "fp8_tflops"));
  }
  for (const char* name : {"read_gbs", "write_gbs", "copy_gbs", "triad_gbs", "fp32_tflops", "shared_gbs"}) {
    const double first = runs[0]["figures"][name], second = runs[1]["figures"][name];
    CAPTURE(name, first, second);
    CHECK(std::abs(first - second) <= 0.03 * first);
  }
}

}  // namespace
