#include "sim/runtime/graph_nodes.h"

#include "sim/runtime/copies.h"
#include "sim/runtime/copy_boxes.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/kernel_work.h"

namespace prep::sim {

cudaError_t work_of(const cudaKernelNodeParams* p, const void*, Work& work) {
  if (p == nullptr || p->func == nullptr)
    return p == nullptr ? cudaErrorInvalidValue : cudaErrorInvalidDeviceFunction;
  if (p->kernelParams == nullptr && p->extra != nullptr) return cudaErrorNotSupported;
  const prep_launch_config config = {p->gridDim, p->blockDim, p->sharedMemBytes, nullptr, "", 0, 0};
  KernelWork kernel;
  cudaError_t error = bind_kernel(config, p->func, p->kernelParams, kernel);
  if (error == cudaSuccess) error = check_kernel(kernel.request, p->func);
  if (error == cudaSuccess) work = std::move(kernel);
  return error;
}

cudaError_t work_of(const cudaMemcpy3DParms* p, const void* caller, Work& work) {
  CopyWork box{{}, cudaMemcpyDefault, nullptr, caller};
  cudaError_t error = box_copy(p, box.copy);
  if (error == cudaSuccess) {
    box.kind = p->kind;
    error = check_copy(box.copy, box.kind, caller);
  }
  if (error == cudaSuccess) work = std::move(box);
  return error;
}

cudaError_t copy_work(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, const void* caller,
                      Work& work) {
  CopyWork plain{{static_cast<char*>(to), static_cast<const char*>(from), bytes}, kind, nullptr, caller};
  const cudaError_t error = check_copy(plain.copy, kind, caller);
  if (error == cudaSuccess) work = std::move(plain);
  return error;
}

cudaError_t work_of(const cudaMemsetParams* p, const void* caller, Work& work) {
  if (p == nullptr) return cudaErrorInvalidValue;
  const bool element = p->elementSize == 1 || p->elementSize == 2 || p->elementSize == 4;
  if (!element || p->width == 0 || p->height == 0) return cudaErrorInvalidValue;
  const std::size_t bytes = p->width * p->elementSize;
  if (p->height > 1 && p->pitch < bytes) return cudaErrorInvalidValue;
  const FillWork fill{
      {static_cast<char*>(p->dst), bytes, p->height, p->pitch, 1, 0, p->value, p->elementSize}, caller};
  const cudaError_t error = check_fill(fill.fill, caller);
  if (error == cudaSuccess) work = fill;
  return error;
}

cudaError_t work_of(const cudaHostNodeParams* p, const void*, Work& work) {
  if (p == nullptr || p->fn == nullptr) return cudaErrorInvalidValue;
  work = HostWork{p->fn, p->userData};
  return cudaSuccess;
}

}  // namespace prep::sim
