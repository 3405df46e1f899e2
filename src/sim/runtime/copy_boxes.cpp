#include "sim/runtime/copy_boxes.h"

namespace prep::sim {

cudaError_t box_copy(const cudaMemcpy3DParms* parameters, Copy& copy) {
  if (parameters == nullptr) return cudaErrorInvalidValue;
  const cudaMemcpy3DParms& p = *parameters;
  if (p.srcArray != nullptr || p.dstArray != nullptr) return cudaErrorNotSupported;
  if (p.srcPtr.ptr == nullptr || p.dstPtr.ptr == nullptr) return cudaErrorInvalidValue;
  const bool deep = p.extent.depth > 1, tall = p.extent.height > 1 || deep;
  if (tall && (p.extent.width + p.srcPos.x > p.srcPtr.pitch || p.extent.width + p.dstPos.x > p.dstPtr.pitch))
    return cudaErrorInvalidValue;
  if (deep &&
      (p.extent.height + p.srcPos.y > p.srcPtr.ysize || p.extent.height + p.dstPos.y > p.dstPtr.ysize))
    return cudaErrorInvalidValue;
  copy.width = p.extent.width;
  copy.height = p.extent.height;
  copy.depth = p.extent.depth;
  copy.to_pitch = p.dstPtr.pitch;
  copy.from_pitch = p.srcPtr.pitch;
  copy.to_slice = p.dstPtr.pitch * p.dstPtr.ysize;
  copy.from_slice = p.srcPtr.pitch * p.srcPtr.ysize;
  copy.to =
      static_cast<char*>(p.dstPtr.ptr) + p.dstPos.z * copy.to_slice + p.dstPos.y * copy.to_pitch + p.dstPos.x;
  copy.from = static_cast<const char*>(p.srcPtr.ptr) + p.srcPos.z * copy.from_slice +
              p.srcPos.y * copy.from_pitch + p.srcPos.x;
  return cudaSuccess;
}

cudaMemcpy3DParms box_parameters(const CopyWork& work) {
  const Copy& c = work.copy;
  const auto lines = [](std::size_t slice, std::size_t pitch, std::size_t height) {
    return pitch == 0 ? height : slice / pitch;
  };
  cudaMemcpy3DParms p = {};
  p.srcPtr = {const_cast<char*>(c.from), c.from_pitch, c.width, lines(c.from_slice, c.from_pitch, c.height)};
  p.dstPtr = {c.to, c.to_pitch, c.width, lines(c.to_slice, c.to_pitch, c.height)};
  p.extent = {c.width, c.height, c.depth};
  p.kind = work.kind;
  return p;
}

}  // namespace prep::sim
