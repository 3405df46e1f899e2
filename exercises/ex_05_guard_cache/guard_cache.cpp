// Guard cache: hit, recompile or eager? Judge it with: prep run ex_05
//
// The rules are in guard_cache.h; they are long, and each sentence is tested. What stands here compiles for
// every new combination of arguments and knows nothing symbolic. Work in this order:
//   1. the guards that are always exact, and the words of the first one that fails (last_reason);
//   2. the list: tried from the front, a hit moves there, a new entry is put there; the limit;
//   3. what the cache remembers per argument, and what becomes symbolic;
//   4. 0 and 1; contiguous strides; shared symbols; marks.
#include "guard_cache.h"

#include <list>
#include <memory>
#include <vector>

namespace {

struct Entry {
  int number;
  std::vector<GuardArg> args;  // as they were when it was made. TODO: which sizes and integers are symbolic?
};

class Cache final : public GuardCache {
 public:
  Cache(GuardMode mode, int recompile_limit) : mode_(mode), limit_(recompile_limit) {}

  GuardEvent call(const GuardArg* args, int n, int* entry) override {
    for (const Entry& candidate : entries_)
      if (accepts(candidate, args)) {
        *entry = candidate.number;  // TODO: it moves to the front
        return GuardEvent::hit;
      }
    // TODO: the limit, the error of a marked dimension, and the reason.
    *entry = made_++;
    entries_.push_front({*entry, {args, args + n}});
    return made_ == 1 ? GuardEvent::compiled : GuardEvent::recompiled;
  }

  void mark_dynamic(int arg, int dim) override { (void)arg, (void)dim; }  // TODO
  const char* last_reason() const override { return ""; }                 // TODO

 private:
  static bool accepts(const Entry& entry, const GuardArg* args) {
    for (size_t i = 0; i < entry.args.size(); ++i) {
      const GuardArg &was = entry.args[i], &is = args[i];
      if (was.kind != is.kind || was.value != is.value || was.rank != is.rank) return false;
      for (int d = 0; d < is.rank; ++d)
        if (was.size[d] != is.size[d]) return false;
      // TODO: dtype, device, requires_grad, strides; and look at fields only where the kind has them
    }
    return true;
  }

  [[maybe_unused]] GuardMode mode_;
  [[maybe_unused]] int limit_;
  int made_ = 0;
  std::list<Entry> entries_;
};

}  // namespace

GuardCache* make_guard_cache(GuardMode mode, int recompile_limit) {
  return std::make_unique<Cache>(mode, recompile_limit).release();
}
