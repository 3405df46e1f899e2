// cuda::atomic, cuda::atomic_ref and fences, with CUDA's thread scopes. A load or a failed exchange in a loop
// lets other threads run.
#pragma once
#pragma GCC system_header
#include <prep/sim/atomics.h>

#include <atomic>
#include <cstddef>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace cuda {

enum thread_scope { thread_scope_system, thread_scope_device, thread_scope_block, thread_scope_thread };

namespace std {
using namespace ::std;
}
using ::std::memory_order;
using ::std::memory_order_acq_rel;
using ::std::memory_order_acquire;
using ::std::memory_order_consume;
using ::std::memory_order_relaxed;
using ::std::memory_order_release;
using ::std::memory_order_seq_cst;

PREP_SIM_API void atomic_thread_fence(memory_order order, thread_scope = thread_scope_system) {
  if (order != memory_order_relaxed) prep_fence(1);
}

template <class T, thread_scope scope = thread_scope_system>
class atomic_ref {
 public:
  using value_type = T;
  static constexpr bool is_always_lock_free = sizeof(T) <= 8;
  PREP_SIM_API explicit atomic_ref(T& value) : p_(&value) {}
  PREP_SIM_API T load(memory_order order = memory_order_seq_cst) const {
    T value;
    __atomic_load(p_, &value, static_cast<int>(order));
    prep::sim::spun();
    return value;
  }
  PREP_SIM_API operator T() const { return load(); }
  PREP_SIM_API void store(T value, memory_order order = memory_order_seq_cst) const {
    __atomic_store(p_, &value, static_cast<int>(order));
  }
  PREP_SIM_API T operator=(T value) const {
    store(value);
    return value;
  }
  PREP_SIM_API T exchange(T value, memory_order order = memory_order_seq_cst) const {
    T old;
    __atomic_exchange(p_, &value, &old, static_cast<int>(order));
    prep::sim::spun();
    return old;
  }
  PREP_SIM_API bool compare_exchange_strong(T& expected, T wanted,
                                            memory_order order = memory_order_seq_cst) const {
    // Two plain calls: a failure order that is computed, or stronger than the other, draws warnings.
    const bool swapped =
        order == memory_order_relaxed
            ? __atomic_compare_exchange(p_, &expected, &wanted, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
            : __atomic_compare_exchange(p_, &expected, &wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    if (!swapped) prep::sim::spun();
    return swapped;
  }
  PREP_SIM_API bool compare_exchange_strong(T& expected, T wanted, memory_order order, memory_order) const {
    return compare_exchange_strong(expected, wanted, order);
  }
  PREP_SIM_API bool compare_exchange_weak(T& expected, T wanted,
                                          memory_order order = memory_order_seq_cst) const {
    return compare_exchange_strong(expected, wanted, order);
  }
  PREP_SIM_API bool compare_exchange_weak(T& expected, T wanted, memory_order order, memory_order) const {
    return compare_exchange_strong(expected, wanted, order);
  }
#define PREP_SIM_CUDA_FETCH(name, expression)                                     \
  PREP_SIM_API T name(T value, memory_order order = memory_order_seq_cst) const { \
    T old = load(memory_order_relaxed);                                           \
    while (!compare_exchange_strong(old, static_cast<T>(expression), order)) {    \
    }                                                                             \
    return old;                                                                   \
  }
  PREP_SIM_CUDA_FETCH(fetch_add, old + value)
  PREP_SIM_CUDA_FETCH(fetch_sub, old - value)
  PREP_SIM_CUDA_FETCH(fetch_and, old& value)
  PREP_SIM_CUDA_FETCH(fetch_or, old | value)
  PREP_SIM_CUDA_FETCH(fetch_xor, old ^ value)
  PREP_SIM_CUDA_FETCH(fetch_min, (value < old ? value : old))
  PREP_SIM_CUDA_FETCH(fetch_max, (old < value ? value : old))
#undef PREP_SIM_CUDA_FETCH
  PREP_SIM_API T operator++() const { return static_cast<T>(fetch_add(1) + 1); }
  PREP_SIM_API T operator--() const { return static_cast<T>(fetch_sub(1) - 1); }
  PREP_SIM_API T operator++(int) const { return fetch_add(1); }
  PREP_SIM_API T operator--(int) const { return fetch_sub(1); }
  PREP_SIM_API T operator+=(T value) const { return static_cast<T>(fetch_add(value) + value); }
  PREP_SIM_API T operator-=(T value) const { return static_cast<T>(fetch_sub(value) - value); }
  PREP_SIM_API T operator|=(T value) const { return static_cast<T>(fetch_or(value) | value); }
  PREP_SIM_API T operator&=(T value) const { return static_cast<T>(fetch_and(value) & value); }
  PREP_SIM_API void wait(T old, memory_order order = memory_order_seq_cst) const {
    while (load(order) == old) {
    }
  }
  PREP_SIM_API void notify_one() const {}
  PREP_SIM_API void notify_all() const {}
  PREP_SIM_API bool is_lock_free() const { return is_always_lock_free; }

 private:
  T* p_;
};

template <class T, thread_scope scope = thread_scope_system>
class atomic {
  using Ref = atomic_ref<T, scope>;
  PREP_SIM_API Ref ref() const { return Ref(const_cast<T&>(value_)); }

 public:
  using value_type = T;
  static constexpr bool is_always_lock_free = sizeof(T) <= 8;
  atomic() = default;
  constexpr atomic(T value) : value_(value) {}
  atomic(const atomic&) = delete;
  atomic& operator=(const atomic&) = delete;
  PREP_SIM_API T load(memory_order order = memory_order_seq_cst) const { return ref().load(order); }
  PREP_SIM_API operator T() const { return load(); }
  PREP_SIM_API void store(T value, memory_order order = memory_order_seq_cst) { ref().store(value, order); }
  PREP_SIM_API T operator=(T value) {
    store(value);
    return value;
  }
  PREP_SIM_API T exchange(T value, memory_order order = memory_order_seq_cst) {
    return ref().exchange(value, order);
  }
  template <class... O>
  PREP_SIM_API bool compare_exchange_strong(T& expected, T wanted, O... order) {
    return ref().compare_exchange_strong(expected, wanted, order...);
  }
  template <class... O>
  PREP_SIM_API bool compare_exchange_weak(T& expected, T wanted, O... order) {
    return ref().compare_exchange_strong(expected, wanted, order...);
  }
#define PREP_SIM_CUDA_FETCH(name) \
  PREP_SIM_API T name(T value, memory_order order = memory_order_seq_cst) { return ref().name(value, order); }
  PREP_SIM_CUDA_FETCH(fetch_add)
  PREP_SIM_CUDA_FETCH(fetch_sub)
  PREP_SIM_CUDA_FETCH(fetch_and)
  PREP_SIM_CUDA_FETCH(fetch_or)
  PREP_SIM_CUDA_FETCH(fetch_xor)
  PREP_SIM_CUDA_FETCH(fetch_min)
  PREP_SIM_CUDA_FETCH(fetch_max)
#undef PREP_SIM_CUDA_FETCH
  PREP_SIM_API T operator++() { return ++ref(); }
  PREP_SIM_API T operator--() { return --ref(); }
  PREP_SIM_API T operator++(int) { return ref()++; }
  PREP_SIM_API T operator--(int) { return ref()--; }
  PREP_SIM_API T operator+=(T value) { return ref() += value; }
  PREP_SIM_API T operator-=(T value) { return ref() -= value; }
  PREP_SIM_API T operator|=(T value) { return ref() |= value; }
  PREP_SIM_API T operator&=(T value) { return ref() &= value; }
  PREP_SIM_API void wait(T old, memory_order order = memory_order_seq_cst) const { ref().wait(old, order); }
  PREP_SIM_API void notify_one() const {}
  PREP_SIM_API void notify_all() const {}
  PREP_SIM_API bool is_lock_free() const { return is_always_lock_free; }

 private:
  alignas(sizeof(T) & (sizeof(T) - 1) ? alignof(T) : sizeof(T)) T value_;
};

// A counter that threads wait for.
template <thread_scope scope = thread_scope_system, ptrdiff_t most = 0x7fffffff>
class counting_semaphore {
 public:
  counting_semaphore() = default;
  constexpr explicit counting_semaphore(ptrdiff_t count) : count_(static_cast<int>(count)) {}
  PREP_SIM_API void release(ptrdiff_t n = 1) { count_.fetch_add(static_cast<int>(n), memory_order_release); }
  PREP_SIM_API bool try_acquire() {
    int seen = count_.load(memory_order_relaxed);
    return seen > 0 && count_.compare_exchange_strong(seen, seen - 1, memory_order_acquire);
  }
  PREP_SIM_API void acquire() {
    while (!try_acquire()) {
    }
  }
  static constexpr ptrdiff_t max() { return most; }

 private:
  atomic<int, scope> count_;
};
template <thread_scope scope = thread_scope_system>
using binary_semaphore = counting_semaphore<scope, 1>;

template <thread_scope scope = thread_scope_system>
class latch {
 public:
  latch() = default;
  constexpr explicit latch(ptrdiff_t count) : count_(static_cast<int>(count)) {}
  PREP_SIM_API void count_down(ptrdiff_t n = 1) {
    count_.fetch_sub(static_cast<int>(n), memory_order_release);
  }
  PREP_SIM_API bool try_wait() const { return count_.load(memory_order_acquire) == 0; }
  PREP_SIM_API void wait() const {
    while (!try_wait()) {
    }
  }
  PREP_SIM_API void arrive_and_wait(ptrdiff_t n = 1) {
    count_down(n);
    wait();
  }

 private:
  atomic<int, scope> count_;
};

}  // namespace cuda

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
