// Measures the one GPU that CUDA_VISIBLE_DEVICES leaves, for prep calibrate. Each figure is measured twice;
// prep compares. usage: gpu [--lines] [FOLDER of cuBLASLt]...
#include <string>
#include <vector>

#include "calibrate/gpu_bandwidth.cuh"
#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_fma.cuh"
#include "calibrate/gpu_launch.cuh"
#include "calibrate/gpu_near_memory.cuh"
#include "calibrate/gpu_tensor.cuh"
#include "calibrate/say.h"

int main(int argc, char** argv) {
  using namespace prep_calibrate;
  read_arguments(argc, argv);
  std::vector<std::string> folders;
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] != '-') folders.emplace_back(argv[i]);
  }
  const Device device = open_device();
  say_fact("multiprocessors", device.multiprocessors);
  say_fact("capability", device.capability);
  say_fact("l2_bytes", static_cast<double>(device.l2_bytes));
  say_fact("bus_gbs", bus_gbs());

  const Arena arena = open_arena(device);
  const FmaRate fma(device);
  fma.warm_up();
  {
    const Bandwidth bandwidth(device, arena);
    for (int round = 0; round < 2; ++round) bandwidth.measure();
  }
  const NearMemory near_memory(device, arena);
  for (int round = 0; round < 2; ++round) {
    fma.measure();
    near_memory.measure();
    measure_launches();
  }
  measure_tensors(device, arena, CublasLt(folders));
  say_end();
  return 0;
}
