// cuda::barrier over the engine's mbarriers, and copies that a barrier waits for.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi_sync.h>
#include <prep/sim/cuda_atomic.h>

#include <new>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace cuda {

template <size_t alignment>
struct aligned_size_t {
  static constexpr size_t align = alignment;
  size_t value;
  constexpr explicit aligned_size_t(size_t bytes) : value(bytes) {}
  constexpr operator size_t() const { return value; }
};

namespace details {
struct nothing {
  PREP_SIM_API void operator()() const {}
};
template <class F>
struct is_nothing {
  static constexpr bool value = false;
};
template <>
struct is_nothing<nothing> {
  static constexpr bool value = true;
};
}  // namespace details

// Nothing runs when it is made in shared memory: init() sets it up, as in CUDA.
template <thread_scope scope = thread_scope_system, class Completion = details::nothing>
class barrier {
 public:
  class arrival_token {
   public:
    arrival_token() = default;

   private:
    friend class barrier;
    uint64_t phase_ = 0;
  };
  barrier() = default;
  PREP_SIM_API explicit barrier(ptrdiff_t count, Completion completion = Completion()) {
    prepare(count, completion, __builtin_FILE(), __builtin_LINE());
  }
  barrier(const barrier&) = delete;
  barrier& operator=(const barrier&) = delete;

  PREP_SIM_API arrival_token arrive(ptrdiff_t count = 1, PREP_SIM_SITE) {
    return arrive_as(count, 0, prep_file, prep_line);
  }
  PREP_SIM_API void wait(arrival_token&& token, PREP_SIM_SITE) const {
    prep_mbarrier_wait(const_cast<uint64_t*>(&word_), token.phase_, prep_file, prep_line);
  }
  PREP_SIM_API void arrive_and_wait(PREP_SIM_SITE) {
    const arrival_token token = arrive_as(1, 0, prep_file, prep_line);
    prep_mbarrier_wait(&word_, token.phase_, prep_file, prep_line);
  }
  PREP_SIM_API void arrive_and_drop(PREP_SIM_SITE) { arrive_as(1, 1, prep_file, prep_line); }
  PREP_SIM_API bool try_wait(arrival_token& token) const {
    return prep_mbarrier_test(const_cast<uint64_t*>(&word_), token.phase_) != 0;
  }
  template <class Duration>
  PREP_SIM_API bool try_wait_for(arrival_token& token, const Duration&) const {
    return try_wait(token);
  }
  PREP_SIM_API bool try_wait_parity(bool parity) const {
    return prep_mbarrier_test_parity(const_cast<uint64_t*>(&word_), parity) != 0;
  }
  PREP_SIM_API void wait_parity(bool parity, PREP_SIM_SITE) const {
    prep_mbarrier_wait_parity(const_cast<uint64_t*>(&word_), parity, prep_file, prep_line);
  }
  static constexpr ptrdiff_t max() { return (1 << 20) - 1; }
  PREP_SIM_API uint64_t* prep_word() { return &word_; }
  PREP_SIM_API void prepare(ptrdiff_t count, Completion completion, const char* file, int line) {
    completion_ = completion;
    prep_mbarrier_init(&word_, static_cast<unsigned>(count), file, line);
  }

 private:
  PREP_SIM_API arrival_token arrive_as(ptrdiff_t count, unsigned drop, const char* file, int line) {
    arrival_token token;
    if (!details::is_nothing<Completion>::value &&
        prep_mbarrier_completes(&word_, static_cast<unsigned>(count)))
      completion_();
    token.phase_ = prep_mbarrier_arrive(&word_, static_cast<unsigned>(count), drop, file, line);
    return token;
  }
  alignas(8) uint64_t word_;
  Completion completion_;
};

template <thread_scope scope, class Completion>
PREP_SIM_API void init(barrier<scope, Completion>* b, ptrdiff_t count, PREP_SIM_SITE) {
  b->prepare(count, Completion(), prep_file, prep_line);
}
template <thread_scope scope, class Completion>
PREP_SIM_API void init(barrier<scope, Completion>* b, ptrdiff_t count, Completion completion, PREP_SIM_SITE) {
  b->prepare(count, completion, prep_file, prep_line);
}

namespace device {
template <thread_scope scope>
PREP_SIM_API uint64_t* barrier_native_handle(barrier<scope>& b) {
  return b.prep_word();
}
template <class B>
PREP_SIM_API typename B::arrival_token barrier_arrive_tx(B&, ptrdiff_t, ptrdiff_t) {
  static_assert(sizeof(B) == 0,
                "barriers that count bytes (bulk copies, TMA) are not part of prep's simulator");
  return {};
}
}  // namespace device

template <class Size, thread_scope scope, class Completion>
PREP_SIM_API void memcpy_async(void* to, const void* from, Size bytes, barrier<scope, Completion>& b) {
  prep_async_copy(to, from, static_cast<unsigned>(bytes), static_cast<unsigned>(bytes));
  prep_async_attach(b.prep_word());
}
template <class Group, class Size, thread_scope scope, class Completion>
PREP_SIM_API void memcpy_async(const Group& group, void* to, const void* from, Size bytes,
                               barrier<scope, Completion>& b) {
  const size_t total = static_cast<size_t>(bytes);
  const auto threads = static_cast<unsigned>(group.size()), rank = static_cast<unsigned>(group.thread_rank());
  const size_t share = ((total + threads - 1) / threads + 15) / 16 * 16, begin = rank * share;
  if (begin >= total) return;
  const auto count = static_cast<unsigned>(total - begin < share ? total - begin : share);
  prep_async_copy(static_cast<char*>(to) + begin, static_cast<const char*>(from) + begin, count, count);
  prep_async_attach(b.prep_word());
}

}  // namespace cuda

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
