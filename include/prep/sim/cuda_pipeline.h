// cuda::pipeline: stages of asynchronous copies, of one thread or between the producers and consumers of a
// block.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda_barrier.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace cuda {

enum class pipeline_role { producer, consumer };

template <thread_scope scope, uint8_t stages>
class pipeline_shared_state {
 public:
  pipeline_shared_state() = default;
  pipeline_shared_state(const pipeline_shared_state&) = delete;
  uint64_t prep_full[stages], prep_free[stages];
};

template <thread_scope scope>
class pipeline {
 public:
  PREP_SIM_API pipeline() = default;
  PREP_SIM_API pipeline(uint64_t* full, uint64_t* free, unsigned stages)
      : full_(full), free_(free), stages_(stages) {}
  pipeline(pipeline&&) = default;
  pipeline(const pipeline&) = delete;
  pipeline& operator=(pipeline&&) = default;

  PREP_SIM_API void producer_acquire(PREP_SIM_SITE) {
    if (full_ != nullptr && head_ >= stages_)
      prep_mbarrier_wait_parity(free_ + head_ % stages_, (head_ / stages_ - 1) & 1, prep_file, prep_line);
  }
  PREP_SIM_API void producer_commit(PREP_SIM_SITE) {
    if (full_ == nullptr) {
      prep_async_commit();
    } else {
      prep_async_attach(full_ + head_ % stages_);
      prep_mbarrier_arrive(full_ + head_ % stages_, 1, 0, prep_file, prep_line);
    }
    ++head_;
  }
  PREP_SIM_API void consumer_wait(PREP_SIM_SITE) {
    if (full_ == nullptr) {
      if (waited_ < head_) prep_async_wait(head_ - ++waited_);
    } else {
      prep_mbarrier_wait_parity(full_ + tail_ % stages_, tail_ / stages_ & 1, prep_file, prep_line);
    }
  }
  PREP_SIM_API void consumer_release(PREP_SIM_SITE) {
    if (full_ != nullptr) prep_mbarrier_arrive(free_ + tail_ % stages_, 1, 0, prep_file, prep_line);
    ++tail_;
  }
  template <class Duration>
  PREP_SIM_API bool consumer_wait_for(const Duration&, PREP_SIM_SITE) {
    consumer_wait(prep_file, prep_line);
    return true;
  }
  PREP_SIM_API bool quit() { return true; }
  PREP_SIM_API void prep_wait_prior(unsigned prior, const char* file, int line) {
    if (full_ == nullptr) {
      prep_async_wait(prior);
      if (head_ > prior) waited_ = head_ - prior;
      return;
    }
    for (unsigned stage = tail_; stage + prior < head_; ++stage)
      prep_mbarrier_wait_parity(full_ + stage % stages_, stage / stages_ & 1, file, line);
  }

 private:
  uint64_t *full_ = nullptr, *free_ = nullptr;  // null: of one thread
  unsigned stages_ = 0;
  unsigned head_ = 0, tail_ = 0, waited_ = 0;
};

PREP_SIM_API pipeline<thread_scope_thread> make_pipeline() { return {}; }

namespace details {
template <thread_scope scope, uint8_t stages, class Group>
PREP_SIM_API pipeline<scope> make(const Group& group, pipeline_shared_state<scope, stages>* state,
                                  unsigned producers, unsigned consumers, const char* file, int line) {
  if (group.thread_rank() == 0) {
    for (unsigned i = 0; i < stages; ++i) {
      prep_mbarrier_init(&state->prep_full[i], producers, file, line);
      prep_mbarrier_init(&state->prep_free[i], consumers, file, line);
    }
  }
  group.sync(file, line);
  return {state->prep_full, state->prep_free, stages};
}
}  // namespace details

// All threads of the group produce and consume.
template <thread_scope scope, uint8_t stages, class Group>
PREP_SIM_API pipeline<scope> make_pipeline(const Group& group, pipeline_shared_state<scope, stages>* state,
                                           PREP_SIM_SITE) {
  const auto threads = static_cast<unsigned>(group.size());
  return details::make(group, state, threads, threads, prep_file, prep_line);
}
// The first `producers` threads produce.
template <thread_scope scope, uint8_t stages, class Group>
PREP_SIM_API pipeline<scope> make_pipeline(const Group& group, pipeline_shared_state<scope, stages>* state,
                                           size_t producers, PREP_SIM_SITE) {
  const auto count = static_cast<unsigned>(producers);
  return details::make(group, state, count, static_cast<unsigned>(group.size()) - count, prep_file,
                       prep_line);
}
template <thread_scope scope, uint8_t stages, class Group>
PREP_SIM_API pipeline<scope> make_pipeline(const Group& group, pipeline_shared_state<scope, stages>* state,
                                           pipeline_role role, PREP_SIM_SITE) {
  const auto consumers = static_cast<unsigned>(
      prep_barrier_reduce(prep_barrier_count, role == pipeline_role::consumer, prep_file, prep_line));
  return details::make(group, state, static_cast<unsigned>(group.size()) - consumers, consumers, prep_file,
                       prep_line);
}

template <class Size, thread_scope scope>
PREP_SIM_API void memcpy_async(void* to, const void* from, Size bytes, pipeline<scope>&) {
  prep_async_copy(to, from, static_cast<unsigned>(bytes), static_cast<unsigned>(bytes));
}
template <class Group, class Size, thread_scope scope>
PREP_SIM_API void memcpy_async(const Group& group, void* to, const void* from, Size bytes, pipeline<scope>&) {
  const size_t total = static_cast<size_t>(bytes);
  const auto threads = static_cast<unsigned>(group.size()), rank = static_cast<unsigned>(group.thread_rank());
  const size_t share = ((total + threads - 1) / threads + 15) / 16 * 16, begin = rank * share;
  if (begin >= total) return;
  const auto count = static_cast<unsigned>(total - begin < share ? total - begin : share);
  prep_async_copy(static_cast<char*>(to) + begin, static_cast<const char*>(from) + begin, count, count);
}

template <uint8_t prior, thread_scope scope>
PREP_SIM_API void pipeline_consumer_wait_prior(pipeline<scope>& pipe, PREP_SIM_SITE) {
  pipe.prep_wait_prior(prior, prep_file, prep_line);
}

}  // namespace cuda

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
