// The tensor core rates, by the library where one is found.
#pragma once
#include <string>
#include <vector>

#include "calibrate/gpu_tensor_library.cuh"
#include "calibrate/gpu_tensor_own.cuh"

namespace prep_calibrate {

inline std::vector<ProductType> product_types() {
  using lt::compute_f32, lt::compute_i32, lt::compute_tf32;
  constexpr int e4m3 = 28;  // CUDA_R_8F_E4M3, which toolkits before 11.8 do not name
  return {
      {"tf32_tflops", "tf32", Element::f32, Element::f32, compute_tf32, CUDA_R_32F, CUDA_R_32F, CUDA_R_32F,
       1e-3},
      {"bf16_tflops", "bf16", Element::bf16, Element::bf16, compute_f32, CUDA_R_16BF, CUDA_R_16BF, CUDA_R_32F,
       1e-3},
      {"fp16_tflops", "fp16", Element::f16, Element::f16, compute_f32, CUDA_R_16F, CUDA_R_16F, CUDA_R_32F,
       1e-3},
      {"fp8_tflops", "fp8", Element::e4m3, Element::bf16, compute_f32, e4m3, CUDA_R_16BF, CUDA_R_32F, 4e-3},
      {"int8_tops", "int8", Element::i8, Element::i32, compute_i32, CUDA_R_8I, CUDA_R_32I, CUDA_R_32I, 0},
  };
}

inline void measure_own(const Device& device, const std::string& figure) {
  const std::string lacking = "this GPU has no such instruction of mma.sync, and cuBLASLt was not found";
  const bool ampere = device.capability >= 80;
  if (figure == "tf32_tflops" && ampere) return measure_own_tensor<Tf32Mma>(device, "tf32_tflops");
  if (figure == "bf16_tflops" && ampere) return measure_own_tensor<Bfloat16Mma>(device, "bf16_tflops");
  if (figure == "fp16_tflops" && ampere) return measure_own_tensor<HalfMma>(device, "fp16_tflops");
  if (figure == "fp16_tflops" && device.capability == 75)
    return measure_own_tensor<TuringHalfMma>(device, "fp16_tflops");
  if (figure == "int8_tops" && ampere) return measure_own_tensor<Int8Mma>(device, "int8_tops");
  if (figure == "fp8_tflops")
    return say_missing("fp8_tflops", "cuBLASLt was not found, and only it measures fp8");
  say_missing(figure.c_str(), lacking);
}

inline void measure_tensors(const Device& device, const Arena& arena, const CublasLt& library) {
  for (const ProductType& type : product_types()) {
    if (!library.found()) {
      for (int round = 0; round < 2; ++round) measure_own(device, type.figure);
      continue;
    }
#ifndef PREP_HAS_FP8
    if (type.in == Element::e4m3) {
      say_missing(type.figure, "this CUDA Toolkit is older than fp8");
      continue;
    }
#endif
    const LibraryProduct product(library, arena, type);
    if (!product.possible()) {
      say_missing(type.figure, library.version() + " has no " + type.words + " product for this GPU");
      continue;
    }
    for (int round = 0; round < 2; ++round) say(type.figure, product.measure());
  }
}

}  // namespace prep_calibrate
