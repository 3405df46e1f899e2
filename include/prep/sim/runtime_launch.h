// CUDA runtime API: launches by call. A kernel of known type registers how to be launched, so that calls that
// take it as `const void*` work too.
#pragma once
#pragma GCC system_header
#include <prep/sim/launch.h>
#include <prep/sim/launch_attributes.h>

#include <new>

extern "C" {
// How to launch a kernel whose arguments come as an array of pointers; one per kernel type.
struct prep_kernel_kind {
  void* (*bind)(const void* function, void** arguments);  // a frame (prep_frame) with copies of the values
  void (*body)(void*);
  void (*destroy)(void*);
  size_t frame_bytes;
};
void prep_register_kernel(const void* function, const struct prep_kernel_kind* kind);
// Queues the launch. Returns its error, which cudaGetLastError gives as well; cudaErrorInvalidDeviceFunction
// for an address that is no registered kernel.
cudaError_t prep_launch_by_address(const struct prep_launch_config* config, const void* function,
                                   void** arguments);
// The configuration of cudaLaunchKernelEx: its attributes applied to the plain one.
cudaError_t prep_launch_with_attributes(const cudaLaunchConfig_t* config, const char* file, int line,
                                        const void* function, void** arguments);
}

namespace prep::sim {

// A kernel's arguments, one after the other.
template <class... P>
struct Values {
  explicit Values(void**) {}
  template <class F, class... A>
  void call(F function, A&... values) {
    function(values...);
  }
};
template <class Head, class... Tail>
struct Values<Head, Tail...> {
  Head head;
  Values<Tail...> tail;
  explicit Values(void** arguments) : head(*static_cast<Head*>(*arguments)), tail(arguments + 1) {}
  template <class F, class... A>
  void call(F function, A&... values) {
    tail.call(function, values..., head);
  }
};
template <class R, class... P>
struct BoundKernel {
  R (*function)(P...);
  Values<P...> values;
};
template <class R, class... P>
const prep_kernel_kind* kind_of(R (*)(P...)) {
  using Bound = BoundKernel<R, P...>;
  static const prep_kernel_kind kind = {
      [](const void* function, void** arguments) -> void* {
        return ::new (prep_frame(sizeof(Bound), alignof(Bound)))
            Bound{reinterpret_cast<R (*)(P...)>(const_cast<void*>(function)), Values<P...>(arguments)};
      },
      [](void* frame) {
        const auto call = [bound = static_cast<Bound*>(frame)] { bound->values.call(bound->function); };
        run_row(call);
      },
      [](void* frame) { static_cast<Bound*>(frame)->~Bound(); }, sizeof(Bound)};
  return &kind;
}

// The kernel's address, after telling the runtime how to launch it.
template <class R, class... P>
void* known_kernel(R (*function)(P...)) {
  void* const address = reinterpret_cast<void*>(function);
  prep_register_kernel(address, kind_of(function));
  return address;
}
// What the rewriter turns the cast in `(void*)kernel` into: `AnyKernel{}->*kernel`.
struct AnyKernel {};
template <class R, class... P>
void* operator->*(AnyKernel, R (*function)(P...)) {
  return known_kernel(function);
}

// A launch configuration and the learner's place.
struct ConfigAtSite {
  const cudaLaunchConfig_t* config;
  const char* file;
  int line;
  ConfigAtSite(const cudaLaunchConfig_t* config_, PREP_SIM_SITE)
      : config(config_), file(prep_file), line(prep_line) {}
};

PREP_SIM_API cudaError_t launch_at(dim3 grid, dim3 block, size_t shared_bytes, cudaStream_t stream,
                                   int cooperative, const void* function, void** arguments, const char* file,
                                   int line) {
  LaunchConfig config(grid, block, shared_bytes, stream, file, line);
  config.raw.cooperative = cooperative;
  return prep_launch_by_address(&config.raw, function, arguments);
}

}  // namespace prep::sim

// The rewriter takes `(void*)` away from the first argument where it can, so that the kernel keeps its type.
template <class R, class... P>
cudaError_t cudaLaunchKernel(R (*function)(P...), dim3 grid, dim3 block, void** arguments,
                             size_t shared_bytes = 0, cudaStream_t stream = nullptr, PREP_SIM_SITE) {
  return ::prep::sim::launch_at(grid, block, shared_bytes, stream, 0, ::prep::sim::known_kernel(function),
                                arguments, prep_file, prep_line);
}
inline cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                                    size_t shared_bytes = 0, cudaStream_t stream = nullptr, PREP_SIM_SITE) {
  return ::prep::sim::launch_at(grid, block, shared_bytes, stream, 0, function, arguments, prep_file,
                                prep_line);
}
template <class R, class... P>
cudaError_t cudaLaunchCooperativeKernel(R (*function)(P...), dim3 grid, dim3 block, void** arguments,
                                        size_t shared_bytes = 0, cudaStream_t stream = nullptr,
                                        PREP_SIM_SITE) {
  return ::prep::sim::launch_at(grid, block, shared_bytes, stream, 1, ::prep::sim::known_kernel(function),
                                arguments, prep_file, prep_line);
}
inline cudaError_t cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                                               size_t shared_bytes = 0, cudaStream_t stream = nullptr,
                                               PREP_SIM_SITE) {
  return ::prep::sim::launch_at(grid, block, shared_bytes, stream, 1, function, arguments, prep_file,
                                prep_line);
}
template <class... P, class... A>
cudaError_t cudaLaunchKernelEx(::prep::sim::ConfigAtSite at, void (*kernel)(P...), A&&... arguments) {
  return [&](P... values) {
    void* pointers[] = {const_cast<void*>(static_cast<const volatile void*>(&values))..., nullptr};
    return prep_launch_with_attributes(at.config, at.file, at.line, ::prep::sim::known_kernel(kernel),
                                       pointers);
  }(static_cast<A&&>(arguments)...);
}
template <class R, class... P>
cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, R (*function)(P...), void** arguments,
                                PREP_SIM_SITE) {
  return prep_launch_with_attributes(config, prep_file, prep_line, ::prep::sim::known_kernel(function),
                                     arguments);
}
inline cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function,
                                       void** arguments, PREP_SIM_SITE) {
  return prep_launch_with_attributes(config, prep_file, prep_line, function, arguments);
}

// Programmatic dependent launch, device side: here a kernel begins when the one before it has ended.
PREP_SIM_API void cudaGridDependencySynchronize() {}
PREP_SIM_API void cudaTriggerProgrammaticLaunchCompletion() {}
