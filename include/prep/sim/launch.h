// What the rewriter turns `kernel<<<grid, block, bytes, stream>>>(arguments)` into.
#pragma once
#pragma GCC system_header
#include <prep/sim/index.h>
#include <prep/sim/keywords.h>

#include <new>
#include <type_traits>
#include <utility>

namespace prep::sim {

struct LaunchConfig {
  prep_launch_config raw;
  LaunchConfig(dim3 grid, dim3 block, size_t shared_bytes = 0, cudaStream_t stream = nullptr, PREP_SIM_SITE)
      : raw{grid, block, shared_bytes, stream, prep_file, prep_line, 0} {}
};

template <class R, class... P>
PREP_SIM_API auto address_of(int, R (*function)(P...)) {
  return function;
}

// The kernel's address, or null where its name alone does not say which instance is meant (`k<256>` with a
// deduced type): naming it inside a generic lambda turns that into a substitution failure.
struct AnyInstance {};
template <class F>
struct NamedKernel : F {
  using F::operator();
  AnyInstance operator()(...) const { return {}; }
};
template <class F>
PREP_SIM_API auto kernel_address(F name) {
  return NamedKernel<F>{name}(0);
}
PREP_SIM_API const void* plain_address(AnyInstance) { return nullptr; }
PREP_SIM_API const void* plain_address(const void* function) { return function; }
template <class R, class... P>
PREP_SIM_API const void* plain_address(R (*function)(P...)) {
  return reinterpret_cast<const void*>(function);
}

template <unsigned number, class... P>
struct ParameterAt;
template <class First, class... P>
struct ParameterAt<0, First, P...> {
  using type = First;
};
template <unsigned number, class First, class... P>
struct ParameterAt<number, First, P...> : ParameterAt<number - 1, P...> {};

// The arguments of a launch, kept until it runs.
template <unsigned number, class T>
struct Held {
  T value;
};
template <class... H>
struct Arguments : H... {};
template <unsigned number, class T>
PREP_SIM_API T& held(Held<number, T>& argument) {
  return argument.value;
}

template <unsigned... number>
using Numbers = ::std::integer_sequence<unsigned, number...>;
template <class... T>
struct Keeper {
  template <unsigned... number>
  struct Of {
    using Result = Arguments<Held<number, ::std::remove_cv_t<::std::remove_reference_t<T>>>...>;
    static Result keep(T... value) { return Result{{static_cast<T&&>(value)}...}; }
  };
};
template <unsigned... number>
struct Copier {
  template <class... V>
  auto operator()(V... value) const {
    return Arguments<Held<number, V>...>{{static_cast<V&&>(value)}...};
  }
};
template <class... P, unsigned... number>
PREP_SIM_API auto keeper(Numbers<number...>) {
  return Keeper<typename ParameterAt<number, P...>::type...>::template Of<number...>::keep;
}
template <unsigned... number>
PREP_SIM_API Copier<number...> copier(Numbers<number...>) {
  return {};
}
// A function that takes the kernel's first `count` parameters, so that arguments become them at the launch as
// in a call: an object that owns device memory converts to its pointer and is not copied. Where the
// parameters are not known, it copies what it gets.
template <unsigned count>
PREP_SIM_API auto parameters(AnyInstance) {
  return copier(::std::make_integer_sequence<unsigned, count>{});
}
template <unsigned count, class R, class... P>
PREP_SIM_API auto parameters(R (*)(P...)) {
  if constexpr (count <= sizeof...(P))
    return keeper<P...>(::std::make_integer_sequence<unsigned, count>{});
  else
    return copier(::std::make_integer_sequence<unsigned, count>{});
}
// Some of the arguments only: the others are written out in the call.
template <unsigned... number>
PREP_SIM_API Copier<number...> copies() {
  return {};
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
template <class K, class F>
PREP_SIM_API void launch(const LaunchConfig& config, const char* kernel, K function, F call) {
  static_assert(alignof(F) <= 64, "kernel arguments are aligned to at most 64 bytes");
  prep_launch(
      &config.raw, kernel, plain_address(function), run_body<F>,
      [](void* frame) { static_cast<F*>(frame)->~F(); },
      ::new (prep_frame(sizeof(F), alignof(F))) F(static_cast<F&&>(call)), sizeof(F));
}

}  // namespace prep::sim
