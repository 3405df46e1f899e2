// What the rewriter turns `kernel<<<grid, block, bytes, stream>>>(arguments)` into.
#pragma once
#pragma GCC system_header
#include <prep/sim/index.h>
#include <prep/sim/keywords.h>

#include <new>

namespace prep::sim {

struct LaunchConfig {
  prep_launch_config raw;
  LaunchConfig(dim3 grid, dim3 block, size_t shared_bytes = 0, cudaStream_t stream = nullptr, PREP_SIM_SITE)
      : raw{grid, block, shared_bytes, stream, prep_file, prep_line, 0} {}
};

template <class R, class... P>
PREP_SIM_API const void* address_of(int, R (*function)(P...)) {
  return reinterpret_cast<const void*>(function);
}

// The kernel's address, or null where its name alone does not say which instance is meant (`k<256>` with a
// deduced type): naming it inside a generic lambda turns that into a substitution failure.
template <class F>
struct NamedKernel : F {
  using F::operator();
  const void* operator()(...) const { return nullptr; }
};
template <class F>
PREP_SIM_API const void* kernel_address(F name) {
  return NamedKernel<F>{name}(0);
}

// Runs `call` for a row of CUDA threads. The loop is here, where the compiler sees the kernel, so that a
// kernel which never blocks becomes an ordinary loop; the engine steps in at the end of each row.
template <class F>
PREP_SIM_API void run_row(F& call) {
  for (unsigned x = threadIdx.x;;) {
    call();
    if (++x >= prep_run_end) break;
    const_cast<unsigned&>(threadIdx.x) = x;  // const in clang's lint
  }
}

// On a CUDA thread's stack. Small arguments are copied, so that the compiler may keep them in registers.
template <class F>
void run_body(void* frame) {
  F& shared = *static_cast<F*>(frame);
  if constexpr (__is_trivially_copyable(F) && sizeof(F) <= 128) {
    F own = shared;
    run_row(own);
  } else {
    run_row(shared);
  }
  if (prep_run_end == 0) prep_thread_done();
}

// `call` holds copies of the arguments; it runs once per CUDA thread, later.
template <class F>
PREP_SIM_API void launch(const LaunchConfig& config, const char* kernel, const void* function, F call) {
  static_assert(alignof(F) <= 64, "kernel arguments are aligned to at most 64 bytes");
  prep_launch(
      &config.raw, kernel, function, run_body<F>, [](void* frame) { static_cast<F*>(frame)->~F(); },
      ::new (prep_frame(sizeof(F), alignof(F))) F(static_cast<F&&>(call)), sizeof(F));
}

}  // namespace prep::sim
