// The NVIDIA GPUs of this machine and the CUDA Toolkit's programs, found without linking CUDA: nvidia-smi
// says what is there, nvcc builds for it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

struct GpuDevice {
  int index = 0;       // as nvidia-smi counts
  std::string name;    // "NVIDIA H200"
  std::string uuid;    // "GPU-…", what CUDA_VISIBLE_DEVICES takes
  std::string driver;  // "580.159.03"
  int capability = 0;  // 90 for 9.0
  std::uint64_t memory_total_bytes = 0, memory_free_bytes = 0;
  int utilization_percent = 0;  // of the last sample period, by anybody
  double power_limit_w = 0;     // 0: the board does not say
};

// What the driver answered, or why nobody can compute here.
struct GpuMachine {
  std::vector<GpuDevice> gpus;
  std::string why_none;  // a sentence that ends in the next step, where `gpus` is empty
};

// Runs nvidia-smi (tens of ms).
GpuMachine find_gpus();
// Its answer to --query-gpu in the order of kGpuQuery, CSV without header and units. Lines that cannot be
// read are left out; "[N/A]" counts as 0.
std::vector<GpuDevice> parse_gpu_query(std::string_view csv);
inline constexpr const char* kGpuQuery =
    "index,name,uuid,driver_version,compute_cap,memory.total,memory.free,utilization.gpu,power.limit";

// --gpu N picks by index; else the one with the least to do, then the most free memory. Empty: no such GPU.
std::optional<GpuDevice> choose_gpu(const std::vector<GpuDevice>& gpus, std::optional<int> index);

// What held this GPU's clocks back up to now: nvidia-smi's "clocks_event_reasons.active"; 0 where it does not say.
std::uint64_t throttle_reasons(const GpuDevice& gpu);

// Programs that compute on it now, by others: "1234 python3 (5120 MiB)". Empty = none, or nobody says.
std::vector<std::string> other_programs(const GpuDevice& gpu);

// "clocks_event_reasons" of the GPU while something ran, in words: "power cap", "thermal slowdown". "" =
// none.
std::string throttle_words(std::uint64_t reasons);

}  // namespace prep
