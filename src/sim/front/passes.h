// nvcc reads a file twice: for the host, and for the device with __CUDA_ARCH__ defined. Where a learner's
// file tests that macro, both readings are made one text: kernels and __device__ functions as the device sees
// them, host functions as the host does, __host__ __device__ functions with both bodies and a choice when
// they run.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace prep::sim {

inline constexpr const char* kDevicePass = "__CUDA_ARCH__=900";

// The files of the learner's own that preprocessed text comes from, by its line markers.
std::vector<std::string> own_files(std::string_view preprocessed);

struct MergedPasses {
  std::string text;  // preprocessed text for rewrite()
  struct Choice {
    std::string file;
    int line;
  };
  // Declarations that differ and that both sides use: the host's was taken.
  std::vector<Choice> host_taken;
};

// Throws RewriteError on brackets that do not pair up.
MergedPasses merge_passes(std::string_view host, std::string_view device);

}  // namespace prep::sim
