// ex_08. Valid is checked by a sweep over the steps; small by the best plan of all orders (n <= 8), else by
// the largest live sum and by what placing the largest first reaches. tests/exercises/memory_planner_test.cpp
// holds the search to a brute force over all offsets.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace prep;

constexpr std::size_t kFew = 8;
constexpr double kAboveBest = 1.05, kAboveBound = 1.10, kAboveGreedy = 1.05;

struct Lifetime {
  Index bytes = 0, first = 0, last = 0;
};
using Lifetimes = std::vector<Lifetime>;

bool meet(const Lifetime& a, const Lifetime& b) { return a.first <= b.last && b.first <= a.last; }

Lifetimes aligned(Lifetimes buffers, Index align) {
  for (Lifetime& b : buffers) b.bytes = (b.bytes + align - 1) / align * align;
  return buffers;
}

// ---- How small a plan can be.

Index largest_live_sum(const Lifetimes& buffers) {
  std::map<Index, Index> change;
  for (const Lifetime& b : buffers) change[b.first] += b.bytes, change[b.last + 1] -= b.bytes;
  Index sum = 0, most = 0;
  for (const auto& [step, bytes] : change) most = std::max(most, sum += bytes);
  return most;
}

// The best pool: some order in which each buffer lies on the highest of those before it that it meets is a
// best plan (sort a best plan by offset and let everything sink).
class Best {
 public:
  explicit Best(const Lifetimes& buffers) : buffers_(buffers), end_(buffers.size()) {
    bound_ = largest_live_sum(buffers);
    for (const Lifetime& b : buffers) pool_ += b.bytes;
    descend(0, 0);
  }
  Index pool() const { return pool_; }

 private:
  void descend(unsigned placed, Index pool) {
    if (placed + 1 == 1u << buffers_.size()) pool_ = std::min(pool_, pool);
    for (std::size_t i = 0; i < buffers_.size() && pool_ > bound_; ++i) {
      if (placed >> i & 1) continue;
      Index top = 0;
      for (std::size_t j = 0; j < buffers_.size(); ++j)
        if ((placed >> j & 1) != 0 && meet(buffers_[i], buffers_[j])) top = std::max(top, end_[j]);
      end_[i] = top + buffers_[i].bytes;
      if (std::max(pool, end_[i]) < pool_) descend(placed | 1u << i, std::max(pool, end_[i]));
    }
  }

  const Lifetimes& buffers_;
  std::vector<Index> end_;
  Index pool_ = 0, bound_ = 0;
};

// What placing the largest first, each into the tightest gap, reaches.
Index greedy_pool(Lifetimes buffers) {
  struct Placed {
    Lifetime life;
    Index offset;
  };
  std::stable_sort(buffers.begin(), buffers.end(),
                   [](const Lifetime& a, const Lifetime& b) { return a.bytes > b.bytes; });
  std::vector<Placed> placed;
  Index pool = 0;
  for (const Lifetime& b : buffers) {
    Index top = 0, best = -1, width = 0;
    for (const Placed& other : placed) {
      if (!meet(other.life, b)) continue;
      const Index gap = other.offset - top;
      if (gap >= b.bytes && (best < 0 || gap < width)) best = top, width = gap;
      top = std::max(top, other.offset + other.life.bytes);
    }
    const Index offset = best < 0 ? top : best;
    pool = std::max(pool, offset + b.bytes);
    placed.insert(std::upper_bound(placed.begin(), placed.end(), offset,
                                   [](Index at, const Placed& p) { return at < p.offset; }),
                  {b, offset});
  }
  return pool;
}

// ---- Scenarios.

enum class Family { edges, few, random, chain, staircase, comb, pyramid };

Index log_uniform(Rng& rng, Index low, Index high) {
  Index value = high;
  while (value > low && rng.below(2) == 0) value = std::max(low, value / 4);
  return rng.between(std::max(low, value / 4), value);
}

Index drawn_bytes(Rng& rng, Index largest) {
  switch (rng.below(24)) {
    case 0:
      return 0;
    case 1:
    case 2:
    case 3:
      return largest / 4 * rng.between(1, 4);  // equal sizes, as layers have them
    default:
      return log_uniform(rng, 1, largest);
  }
}

constexpr Index kKiB = 1024, kGiB = kKiB * kKiB * kKiB;

// The edges by hand, each a plan of its own.
const std::vector<Lifetimes>& edges() {
  static const std::vector<Lifetimes> plans = {
      {},
      {{1000, 0, 0}},
      {{0, 3, 5}},
      {{kKiB, 0, 1}, {kKiB, 1, 2}},                                      // one dies where one is born
      {{kKiB, 0, 1}, {kKiB, 2, 3}, {kKiB, 4, 4}},                        // none meets another
      {{100, 0, 9}, {200, 2, 9}, {300, 0, 8}, {50, 5, 5}},               // all meet
      {{0, 0, 9}, {kKiB, 0, 4}, {0, 2, 3}, {kKiB, 5, 9}},                // empty ones between
      {{6 * kGiB, 0, 1}, {5 * kGiB, 1, 2}, {6 * kGiB, 2, 3}},            // beyond 32 bits
      {{kKiB, 0, 1}, {kKiB, 0, 3}, {2 * kKiB, 2, 3}},                    // birth order wastes a third
      {{kKiB, 0, 2}, {4 * kKiB, 1, 2}, {kKiB, 2, 4}, {4 * kKiB, 4, 5}},  // the chain of a network
      {{3, 0, 3}, {3, 0, 1}, {2, 2, 5}, {4, 4, 5}, {1, 1, 4}},           // small numbers
      {{kKiB, 7, 7}, {kKiB, 7, 7}, {kKiB, 7, 7}, {kKiB, 7, 7}},          // one step
      {{2 * kKiB, 1, 3},
       {3 * kKiB, 2, 4},
       {3 * kKiB, 1, 1},
       {4 * kKiB, 4, 4},
       {2 * kKiB, 0, 2}},  // largest first: 11, not 7
      {{5 * kGiB + 1, 0, 0},
       {1, 0, 1},
       {4 * kGiB, 1, 1},
       {kGiB, 1, 1},
       {7, 0, 1}},  // a large one, small ones
  };
  return plans;
}

Lifetimes few_buffers(Rng& rng, Index most) {
  // Mostly as many as may be, and tight: there the order matters.
  Lifetimes buffers(
      static_cast<std::size_t>(rng.below(4) == 0 ? rng.between(std::min<Index>(3, most), most) : most));
  const Index steps = rng.between(4, 6), unit = rng.below(3) == 0 ? 1 : log_uniform(rng, 1, 5000);
  for (Lifetime& b : buffers) {
    b.first = rng.below(steps);
    b.last = std::min(steps - 1, b.first + rng.below(3));
    b.bytes = rng.below(20) == 0 ? 0 : unit * rng.between(1, 6);
  }
  return buffers;
}

Lifetimes many_buffers(Family family, Index n, Rng& rng) {
  Lifetimes buffers(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) {
    Lifetime& b = buffers[static_cast<std::size_t>(i)];
    switch (family) {
      case Family::chain:  // a stream of results, every fourth kept for a residual
        b = {drawn_bytes(rng, 1 << 20), i, i + (i % 4 == 0 ? 4 : 1)};
        break;
      case Family::staircase:
        b = {(i + 1) * 512 + rng.below(512), i, i + 5};
        break;
      case Family::comb:  // small ones that stay, large ones that come and go
        b = i % 2 == 0 ? Lifetime{64 + rng.below(4000), i, n}
                       : Lifetime{log_uniform(rng, 1 << 12, 1 << 22), i, i};
        break;
      case Family::pyramid:  // skip connections: the first born dies last
        b = i < n / 2 ? Lifetime{drawn_bytes(rng, 1 << 18) + 1, i, n - i}
                      : Lifetime{drawn_bytes(rng, 1 << 16), i, i + 1};
        break;
      default:
        b.first = rng.below(n);
        b = {drawn_bytes(rng, 1 << 20), b.first, b.first + log_uniform(rng, 1, 48)};
    }
  }
  for (std::size_t i = buffers.size(); i > 1; --i)  // the caller promises no order
    std::swap(buffers[i - 1], buffers[static_cast<std::size_t>(rng.below(static_cast<Index>(i)))]);
  return buffers;
}

// ---- Words.

template <class... Values>
std::string format(const char* form, Values... values) {
  std::array<char, 300> text{};
  std::snprintf(text.data(), text.size(), form, values...);
  return text.data();
}
long long ll(Index value) { return value; }

std::string buffer_words(const Lifetimes& buffers, const std::vector<Index>& offset, std::size_t i) {
  return format("buffer %zu (%lld bytes at %lld, steps %lld to %lld)", i, ll(buffers[i].bytes), ll(offset[i]),
                ll(buffers[i].first), ll(buffers[i].last));
}

std::string all_words(const Lifetimes& buffers) {
  std::string words;
  for (std::size_t i = 0; i < buffers.size(); ++i)
    words += format("%s%lld in %lld..%lld", i == 0 ? "" : ", ", ll(buffers[i].bytes), ll(buffers[i].first),
                    ll(buffers[i].last));
  return words;
}

// ---- The judgement of one plan: "" or what is wrong.

std::string places(const Lifetimes& buffers, Index align, const std::vector<Index>& offset, Index pool) {
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    if (offset[i] < 0) return buffer_words(buffers, offset, i) + ": the offset is negative";
    if (offset[i] % align != 0)
      return buffer_words(buffers, offset, i) + format(": the offset is no multiple of %lld", ll(align));
    if (offset[i] > pool || buffers[i].bytes > pool - offset[i])
      return buffer_words(buffers, offset, i) +
             format(": it does not fit into the pool of %lld bytes", ll(pool));
  }
  return "";
}

// Alive at one step they must be disjoint; so each newborn need only be compared with its two neighbours.
std::string overlap(const Lifetimes& buffers, const std::vector<Index>& offset) {
  std::vector<std::size_t> births, deaths;
  for (std::size_t i = 0; i < buffers.size(); ++i)
    if (buffers[i].bytes > 0) births.push_back(i);
  deaths = births;
  std::sort(births.begin(), births.end(),
            [&](std::size_t a, std::size_t b) { return buffers[a].first < buffers[b].first; });
  std::sort(deaths.begin(), deaths.end(),
            [&](std::size_t a, std::size_t b) { return buffers[a].last < buffers[b].last; });
  std::set<std::pair<Index, std::size_t>> alive;
  std::size_t dead = 0;
  for (const std::size_t i : births) {
    while (buffers[deaths[dead]].last < buffers[i].first) {
      alive.erase({offset[deaths[dead]], deaths[dead]});
      ++dead;
    }
    const auto [at, fresh] = alive.insert({offset[i], i});
    const auto both = [&](std::size_t j) {
      return buffer_words(buffers, offset, j) + " and " + buffer_words(buffers, offset, i) +
             format(" share bytes at step %lld", ll(buffers[i].first));
    };
    if (at != alive.begin()) {
      const std::size_t below = std::prev(at)->second;
      if (offset[below] + buffers[below].bytes > offset[i]) return both(below);
    }
    if (std::next(at) != alive.end() && offset[i] + buffers[i].bytes > std::next(at)->first)
      return both(std::next(at)->second);
  }
  return "";
}

std::string too_large(const Lifetimes& buffers, Index align, Index pool) {
  const Lifetimes sizes = aligned(buffers, align);
  const auto above = [&](Index than) {
    return 100.0 * (static_cast<double>(pool) / static_cast<double>(than) - 1);
  };
  const auto within = [&](double factor, Index of) {
    return static_cast<double>(pool) <= factor * static_cast<double>(of);
  };
  if (buffers.size() <= kFew) {
    const Index best = Best(sizes).pool();
    if (within(kAboveBest, best)) return "";
    return format("the pool is %lld bytes, %lld are enough: %.1f %% above, 5 allowed; align %lld, buffers: ",
                  ll(pool), ll(best), best == 0 ? 100.0 : above(best), ll(align)) +
           all_words(buffers);
  }
  const Index bound = largest_live_sum(sizes);
  if (within(kAboveBound, bound)) return "";
  const Index greedy = greedy_pool(sizes);
  if (within(kAboveGreedy, greedy)) return "";
  return format(
      "the pool is %lld bytes, %.1f %% above the largest live sum of %lld, 10 allowed; the largest first "
      "gets "
      "%.1f %% above",
      ll(pool), above(bound), ll(bound),
      100.0 * (static_cast<double>(greedy) / static_cast<double>(bound) - 1));
}

struct MemoryPlannerJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const std::vector<Index> slots{p.i("plans") * p.i("n")}, plans{p.i("plans")};
    return {{"bytes", Type::i64, slots, Role::in, Fill::custom(), Space::host},
            {"first", Type::i32, slots, Role::in, Fill::custom(), Space::host},
            {"last", Type::i32, slots, Role::in, Fill::custom(), Space::host},
            {"count", Type::i32, plans, Role::in, Fill::custom(), Space::host},
            {"align", Type::i64, plans, Role::in, Fill::custom(), Space::host},
            {"offset", Type::i64, slots, Role::out, {}, Space::host},
            {"pool", Type::i64, plans, Role::out, {}, Space::host}};
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const Index n = p.i("n");
    const Family family = static_cast<Family>(p.i("family"));
    for (Index plan = 0; plan < p.i("plans"); ++plan) {
      const std::size_t at = static_cast<std::size_t>(plan);
      const Lifetimes buffers = family == Family::edges ? edges()[at % edges().size()]
                                : family == Family::few ? few_buffers(rng, std::min<Index>(n, kFew))
                                                        : many_buffers(family, n, rng);
      to.get<std::int32_t>("count")[at] = static_cast<std::int32_t>(buffers.size());
      to.get<std::int64_t>("align")[at] =
          p.i("align") > 0 ? p.i("align")
                           : std::array<Index, 4>{1, 16, 256, 4096}[static_cast<std::size_t>(rng.below(4))];
      for (std::size_t i = 0; i < buffers.size(); ++i) {
        const std::size_t slot = static_cast<std::size_t>(plan * n) + i;
        to.get<std::int64_t>("bytes")[slot] = buffers[i].bytes;
        to.get<std::int32_t>("first")[slot] = static_cast<std::int32_t>(buffers[i].first);
        to.get<std::int32_t>("last")[slot] = static_cast<std::int32_t>(buffers[i].last);
      }
    }
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const auto bytes = in.get<std::int64_t>("bytes"), align = in.get<std::int64_t>("align"),
               offset = out.get<std::int64_t>("offset"), pool = out.get<std::int64_t>("pool");
    const auto first = in.get<std::int32_t>("first"), last = in.get<std::int32_t>("last"),
               count = in.get<std::int32_t>("count");
    int failures = 0;
    for (std::size_t plan = 0; plan < pool.size() && failures < 2; ++plan) {
      Lifetimes buffers;
      std::vector<Index> offsets;
      for (std::size_t i = 0; i < static_cast<std::size_t>(count[plan]); ++i) {
        const std::size_t slot = plan * static_cast<std::size_t>(p.i("n")) + i;
        buffers.push_back({bytes[slot], first[slot], last[slot]});
        offsets.push_back(offset[slot]);
      }
      std::string wrong =
          pool[plan] < 0 ? "the pool is negative" : places(buffers, align[plan], offsets, pool[plan]);
      if (wrong.empty()) wrong = overlap(buffers, offsets);
      if (wrong.empty()) wrong = too_large(buffers, align[plan], pool[plan]);
      if (wrong.empty()) continue;
      ++failures;
      report.fail(format("plan %zu (%zu buffers): ", plan, buffers.size()) + wrong);
    }
  }

  // Each buffer is read, compared with every other one and written.
  Work work(const Params& p) const override {
    const double plans = static_cast<double>(p.i("plans")), n = static_cast<double>(p.i("n"));
    return {16 * plans * n, 8 * plans * n, plans * n * n, Type::i64, WorkClock::wall};
  }
};

}  // namespace

PREP_JUDGE(MemoryPlannerJudge)
