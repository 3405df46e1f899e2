// CUDA runtime API: copies, fills, symbols.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/keywords.h>
#include <prep/sim/runtime_types.h>

extern "C" {
cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind);
cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream = nullptr);
cudaError_t cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                         size_t height, cudaMemcpyKind kind);
cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                              size_t height, cudaMemcpyKind kind, cudaStream_t stream = nullptr);
cudaError_t cudaMemcpy3D(const cudaMemcpy3DParms* parameters);
cudaError_t cudaMemcpy3DAsync(const cudaMemcpy3DParms* parameters, cudaStream_t stream = nullptr);
cudaError_t cudaMemcpyPeer(void* to, int to_device, const void* from, int from_device, size_t bytes);
cudaError_t cudaMemcpyPeerAsync(void* to, int to_device, const void* from, int from_device, size_t bytes,
                                cudaStream_t stream = nullptr);
cudaError_t cudaMemcpy3DPeer(const cudaMemcpy3DPeerParms* parameters);
cudaError_t cudaMemcpy3DPeerAsync(const cudaMemcpy3DPeerParms* parameters, cudaStream_t stream = nullptr);
cudaError_t cudaMemset(void* pointer, int byte, size_t bytes);
cudaError_t cudaMemsetAsync(void* pointer, int byte, size_t bytes, cudaStream_t stream = nullptr);
cudaError_t cudaMemset2D(void* pointer, size_t pitch, int byte, size_t width, size_t height);
cudaError_t cudaMemset2DAsync(void* pointer, size_t pitch, int byte, size_t width, size_t height,
                              cudaStream_t stream = nullptr);
cudaError_t cudaMemset3D(cudaPitchedPtr pointer, int byte, cudaExtent extent);
cudaError_t cudaMemset3DAsync(cudaPitchedPtr pointer, int byte, cudaExtent extent,
                              cudaStream_t stream = nullptr);

// Not CUDA names: the untyped ends of the symbol functions below. symbol_bytes 0: as the table says.
cudaError_t prep_symbol_copy_to(const void* symbol, size_t symbol_bytes, const void* from, size_t bytes,
                                size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous);
cudaError_t prep_symbol_copy_from(void* to, const void* symbol, size_t symbol_bytes, size_t bytes,
                                  size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous);
cudaError_t prep_symbol_address(void** pointer, const void* symbol);
cudaError_t prep_symbol_size(size_t* bytes, const void* symbol, size_t symbol_bytes);
}

namespace prep::sim {
template <class T>
PREP_SIM_API const void* symbol_address(const T& symbol) {
  return const_cast<const void*>(static_cast<const volatile void*>(&symbol));
}
}  // namespace prep::sim

template <class T>
PREP_SIM_API cudaError_t cudaMemcpyToSymbol(const T& symbol, const void* from, size_t bytes,
                                            size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyHostToDevice) {
  return prep_symbol_copy_to(::prep::sim::symbol_address(symbol), sizeof(T), from, bytes, offset, kind,
                             nullptr, 0);
}
template <class T>
PREP_SIM_API cudaError_t cudaMemcpyToSymbolAsync(const T& symbol, const void* from, size_t bytes,
                                                 size_t offset = 0,
                                                 cudaMemcpyKind kind = cudaMemcpyHostToDevice,
                                                 cudaStream_t stream = nullptr) {
  return prep_symbol_copy_to(::prep::sim::symbol_address(symbol), sizeof(T), from, bytes, offset, kind,
                             stream, 1);
}
template <class T>
PREP_SIM_API cudaError_t cudaMemcpyFromSymbol(void* to, const T& symbol, size_t bytes, size_t offset = 0,
                                              cudaMemcpyKind kind = cudaMemcpyDeviceToHost) {
  return prep_symbol_copy_from(to, ::prep::sim::symbol_address(symbol), sizeof(T), bytes, offset, kind,
                               nullptr, 0);
}
template <class T>
PREP_SIM_API cudaError_t cudaMemcpyFromSymbolAsync(void* to, const T& symbol, size_t bytes, size_t offset = 0,
                                                   cudaMemcpyKind kind = cudaMemcpyDeviceToHost,
                                                   cudaStream_t stream = nullptr) {
  return prep_symbol_copy_from(to, ::prep::sim::symbol_address(symbol), sizeof(T), bytes, offset, kind,
                               stream, 1);
}
// C's forms: the symbol by its address.
PREP_SIM_API cudaError_t cudaMemcpyToSymbol(const void* symbol, const void* from, size_t bytes,
                                            size_t offset = 0, cudaMemcpyKind kind = cudaMemcpyHostToDevice) {
  return prep_symbol_copy_to(symbol, 0, from, bytes, offset, kind, nullptr, 0);
}
PREP_SIM_API cudaError_t cudaMemcpyFromSymbol(void* to, const void* symbol, size_t bytes, size_t offset = 0,
                                              cudaMemcpyKind kind = cudaMemcpyDeviceToHost) {
  return prep_symbol_copy_from(to, symbol, 0, bytes, offset, kind, nullptr, 0);
}
template <class T, class S>
PREP_SIM_API cudaError_t cudaGetSymbolAddress(T** pointer, const S& symbol) {
  return prep_symbol_address(reinterpret_cast<void**>(pointer), ::prep::sim::symbol_address(symbol));
}
template <class T>
PREP_SIM_API cudaError_t cudaGetSymbolSize(size_t* bytes, const T& symbol) {
  return prep_symbol_size(bytes, ::prep::sim::symbol_address(symbol), sizeof(T));
}
