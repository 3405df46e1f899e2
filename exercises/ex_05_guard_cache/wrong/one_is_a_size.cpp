// expect: host=wrong_answer
// A symbolic dimension accepts 0 and 1: broadcasting and contiguity are others there.
#include "guard_cache.h"

#include <array>
#include <cstdio>
#include <list>
#include <memory>
#include <vector>

namespace {

constexpr int kRanks = 4;

bool fixed(int64_t value) { return value < 2; }

int64_t contiguous_stride(const GuardArg& a, int dim) {
  int64_t stride = 1;
  for (int d = dim + 1; d < a.rank; ++d) stride *= a.size[d];
  return stride;
}

bool contiguous(const GuardArg& a) {
  for (int d = 0; d < a.rank; ++d)
    if (a.stride[d] != contiguous_stride(a, d)) return false;
  return true;
}

// What an integer or a dimension has been when entries were made: unknown, one value, or several. Only grows.
class Seen {
 public:
  void join(int64_t value) {
    if (state_ == State::one && value != value_) state_ = State::dynamic;
    if (state_ == State::unknown) state_ = State::one, value_ = value;
  }
  void make_dynamic() { state_ = State::dynamic; }
  bool dynamic() const { return state_ == State::dynamic; }

 private:
  enum class State { unknown, one, dynamic } state_ = State::unknown;
  int64_t value_ = 0;
};

struct History {
  int rank = -1;  // -1: no tensor yet
  bool was_integer = false;
  Seen integer;
  std::array<Seen, kRanks> size;

  void join(const GuardArg& a) {
    if (a.kind == GuardKind::integer) {
      integer.join(a.value);
      was_integer = true;
    } else if (a.kind == GuardKind::tensor) {
      if (rank >= 0 && rank != a.rank) all_dynamic();
      rank = a.rank;
      for (size_t d = 0; d < static_cast<size_t>(a.rank); ++d) size[d].join(a.size[d]);
    }
    if (was_integer && rank >= 0) all_dynamic(), integer.make_dynamic();
  }
  void all_dynamic() {
    for (Seen& s : size) s.make_dynamic();
  }
};

struct ArgGuard {
  GuardArg was;
  bool contiguous = false, symbolic_integer = false;
  std::array<bool, kRanks> symbolic{};
};

struct Same {
  int arg, dim, first_arg, first_dim;
};

enum class What { none, kind, value, dtype, device, requires_grad, rank, size, stride, same };
struct Failure {
  What what = What::none;
  int arg = 0, dim = 0, first_arg = 0, first_dim = 0;
};

struct Entry {
  int number;
  std::vector<ArgGuard> guards;
  std::vector<Same> same;

  Failure first_failure(const GuardArg* args) const {
    for (size_t i = 0; i < guards.size(); ++i)
      if (const Failure f = of_argument(guards[i], args[i], static_cast<int>(i)); f.what != What::none)
        return f;
    for (const Same& s : same)
      if (args[s.arg].size[s.dim] != args[s.first_arg].size[s.first_dim])
        return {What::same, s.arg, s.dim, s.first_arg, s.first_dim};
    return {};
  }

 private:
  static Failure of_argument(const ArgGuard& guard, const GuardArg& is, int arg) {
    const GuardArg& was = guard.was;
    if (is.kind != was.kind) return {What::kind, arg};
    if (is.kind == GuardKind::none) return {};
    if (is.kind != GuardKind::tensor) {
      const bool good = guard.symbolic_integer ? is.value >= 2 : is.value == was.value;
      return good ? Failure{} : Failure{What::value, arg};
    }
    if (is.dtype != was.dtype) return {What::dtype, arg};
    if (is.device != was.device) return {What::device, arg};
    if (is.requires_grad != was.requires_grad) return {What::requires_grad, arg};
    if (is.rank != was.rank) return {What::rank, arg};
    for (int d = 0; d < is.rank; ++d)
      if (guard.symbolic[static_cast<size_t>(d)] ? is.size[d] < 0 : is.size[d] != was.size[d])
        return {What::size, arg, d};
    for (int d = 0; d < is.rank; ++d)
      if (is.stride[d] != (guard.contiguous ? contiguous_stride(is, d) : was.stride[d]))
        return {What::stride, arg, d};
    return {};
  }
};

class Cache final : public GuardCache {
 public:
  Cache(GuardMode mode, int recompile_limit) : mode_(mode), limit_(recompile_limit) {}

  GuardEvent call(const GuardArg* args, int n, int* entry) override {
    reason_[0] = '\0';
    for (auto at = entries_.begin(); at != entries_.end(); ++at) {
      const Failure failure = at->first_failure(args);
      if (failure.what == What::none) {
        entries_.splice(entries_.begin(), entries_, at);  // relinks a node, allocates nothing
        reason_[0] = '\0';
        *entry = at->number;
        return GuardEvent::hit;
      }
      if (at == entries_.begin()) first_ = failure;
    }
    if (!entries_.empty()) write_reason();
    *entry = -1;
    if (static_cast<int>(entries_.size()) >= limit_) return GuardEvent::eager;
    if (would_fix_a_mark(args, n)) return GuardEvent::error;
    const GuardEvent event = entries_.empty() ? GuardEvent::compiled : GuardEvent::recompiled;
    *entry = static_cast<int>(entries_.size());
    entries_.push_front(make_entry(*entry, args, n));
    return event;
  }

  void mark_dynamic(int arg, int dim) override { marks_[static_cast<size_t>(arg)] |= 1u << dim; }
  const char* last_reason() const override { return reason_.data(); }

 private:
  bool marked(int arg, int dim) const { return (marks_[static_cast<size_t>(arg)] >> dim & 1) != 0; }

  bool would_fix_a_mark(const GuardArg* args, int n) const {
    for (int i = 0; i < n; ++i)
      for (int d = 0; args[i].kind == GuardKind::tensor && d < args[i].rank; ++d)
        if (marked(i, d) && fixed(args[i].size[d])) return true;
    return false;
  }

  bool symbolic(const Seen& seen, int64_t value) const {
    if (fixed(value) || mode_ == GuardMode::always_static) return false;
    return mode_ == GuardMode::always_dynamic || seen.dynamic();
  }

  Entry make_entry(int number, const GuardArg* args, int n) {
    Entry entry{number, {}, {}};
    history_.resize(static_cast<size_t>(n));
    std::vector<Same> first;  // one per symbol
    for (int i = 0; i < n; ++i) {
      History& history = history_[static_cast<size_t>(i)];
      history.join(args[i]);
      ArgGuard guard{args[i]};
      guard.symbolic_integer = args[i].kind == GuardKind::integer && symbolic(history.integer, args[i].value);
      for (int d = 0; args[i].kind == GuardKind::tensor && d < args[i].rank; ++d) {
        const size_t dim = static_cast<size_t>(d);
        guard.symbolic[dim] = marked(i, d) || symbolic(history.size[dim], args[i].size[d]);
        if (guard.symbolic[dim]) share(args, i, d, first, entry.same);
      }
      guard.contiguous = args[i].kind == GuardKind::tensor && contiguous(args[i]);
      entry.guards.push_back(guard);
    }
    return entry;
  }

  static void share(const GuardArg* args, int arg, int dim, std::vector<Same>& first,
                    std::vector<Same>& same) {
    for (const Same& symbol : first)
      if (args[symbol.arg].size[symbol.dim] == args[arg].size[dim]) {
        same.push_back({arg, dim, symbol.arg, symbol.dim});
        return;
      }
    first.push_back({arg, dim, arg, dim});
  }

  void write_reason() {
    static const char* const names[] = {"",     "kind", "value", "dtype", "device", "requires_grad",
                                        "rank", "size", "stride"};
    const Failure& f = first_;
    if (f.what == What::same)
      std::snprintf(reason_.data(), reason_.size(), "arg %d size %d == arg %d size %d", f.arg, f.dim,
                    f.first_arg, f.first_dim);
    else if (f.what == What::size || f.what == What::stride)
      std::snprintf(reason_.data(), reason_.size(), "arg %d %s %d", f.arg, names[static_cast<int>(f.what)],
                    f.dim);
    else
      std::snprintf(reason_.data(), reason_.size(), "arg %d %s", f.arg, names[static_cast<int>(f.what)]);
  }

  GuardMode mode_;
  int limit_;
  std::list<Entry> entries_;
  std::vector<History> history_;
  std::array<unsigned, 8> marks_{};
  Failure first_;
  std::array<char, 64> reason_{};
};

}  // namespace

GuardCache* make_guard_cache(GuardMode mode, int recompile_limit) {
  return std::make_unique<Cache>(mode, recompile_limit).release();
}
