// ex_05. The judge plays every script through its own model, which keeps for each entry a list of guards as
// data and says of each miss, in words, what changed.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "guard_cache.h"

namespace {

using namespace prep;

enum Operation { kNew, kMark, kCall };
constexpr std::size_t kArgFields = 14, kReason = 48;
constexpr Index kHeader = 1;  // fields of a step before its arguments

using Args = std::vector<GuardArg>;

// ---- The model.

struct Guard {
  std::string words;
  enum class Test { equal, at_least_two, same_as, contiguous } test;
  int arg, dim;  // dim: of a size or stride
  enum class Field { kind, value, dtype, device, requires_grad, rank, size, stride } field;
  Index want = 0;                    // equal
  int first_arg = 0, first_dim = 0;  // same_as
};

Index field_of(const GuardArg& a, Guard::Field field, int dim) {
  switch (field) {
    case Guard::Field::kind:
      return static_cast<Index>(a.kind);
    case Guard::Field::value:
      return a.value;
    case Guard::Field::dtype:
      return a.dtype;
    case Guard::Field::device:
      return a.device;
    case Guard::Field::requires_grad:
      return a.requires_grad;
    case Guard::Field::rank:
      return a.rank;
    case Guard::Field::size:
      return a.size[dim];
    default:
      return a.stride[dim];
  }
}

Index product_after(const GuardArg& a, int dim) {
  Index product = 1;
  for (int d = dim + 1; d < a.rank; ++d) product *= a.size[d];
  return product;
}

bool is_contiguous(const GuardArg& a) {
  for (int d = 0; d < a.rank; ++d)
    if (a.stride[d] != product_after(a, d)) return false;
  return true;
}

bool holds(const Guard& g, const Args& args) {
  const GuardArg& a = args[static_cast<std::size_t>(g.arg)];
  const Index is = field_of(a, g.field, g.dim);
  switch (g.test) {
    case Guard::Test::equal:
      return is == g.want;
    case Guard::Test::at_least_two:
      return is >= 2;
    case Guard::Test::same_as:
      return is == args[static_cast<std::size_t>(g.first_arg)].size[g.first_dim];
    default:
      return is == product_after(a, g.dim);
  }
}

// The values that an integer or a dimension had when entries were made; more than one: dynamic.
using Past = std::set<Index>;
bool dynamic(const Past& past) { return past.size() > 1; }
void make_dynamic(Past& past) { past.insert({-1, -2}); }

struct Memory {
  Past value, rank;
  std::array<Past, 4> size;

  void remember(const GuardArg& a) {
    if (a.kind == GuardKind::integer) value.insert(a.value);
    if (a.kind == GuardKind::tensor) {
      rank.insert(a.rank);
      for (int d = 0; d < a.rank; ++d) size[static_cast<std::size_t>(d)].insert(a.size[d]);
    }
    const bool both = !value.empty() && !rank.empty();
    if (both) make_dynamic(value);
    if (both || rank.size() > 1)
      for (Past& past : size) make_dynamic(past);
  }
};

struct Answer {
  GuardEvent event = GuardEvent::error;
  Index entry = -1;
  std::string reason;
};

class Model {
 public:
  Model(GuardMode mode, Index limit) : mode_(mode), limit_(limit) {}

  void mark(int arg, int dim) { marks_.insert({arg, dim}); }

  Answer call(const Args& args) {
    before_ = order_;
    Answer answer;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const Guard* failed = first_failure(order_[i], args);
      if (failed == nullptr) {
        std::rotate(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(i),
                    order_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        return {GuardEvent::hit, order_.front(), ""};
      }
      if (i == 0) answer.reason = failed->words;
    }
    if (static_cast<Index>(order_.size()) >= limit_) {
      answer.event = GuardEvent::eager;
      return answer;
    }
    for (const auto& [arg, dim] : marks_) {
      const GuardArg& a = args[static_cast<std::size_t>(arg)];
      if (a.kind == GuardKind::tensor && dim < a.rank && a.size[dim] < 2) return answer;
    }
    answer.event = order_.empty() ? GuardEvent::compiled : GuardEvent::recompiled;
    answer.entry = static_cast<Index>(entries_.size());
    order_.insert(order_.begin(), answer.entry);
    entries_.push_back(guards_for(args));
    return answer;
  }

  // The first guard of an entry that fails, null if all hold.
  const Guard* first_failure(Index entry, const Args& args) const {
    for (const Guard& guard : entries_[static_cast<std::size_t>(entry)])
      if (!holds(guard, args)) return &guard;
    return nullptr;
  }
  // As the last call found them, the front first.
  const std::vector<Index>& before() const { return before_; }

 private:
  bool symbolic(const Past& past, Index value) const {
    return value >= 2 &&
           (mode_ == GuardMode::always_dynamic || (mode_ == GuardMode::automatic && dynamic(past)));
  }

  std::vector<Guard> guards_for(const Args& args) {
    using Test = Guard::Test;
    using Field = Guard::Field;
    std::vector<Guard> guards, shared;
    std::map<Index, std::pair<int, int>> symbol;  // of a size: where it was first
    memory_.resize(args.size());
    for (int i = 0; i < static_cast<int>(args.size()); ++i) {
      const GuardArg& a = args[static_cast<std::size_t>(i)];
      Memory& memory = memory_[static_cast<std::size_t>(i)];
      memory.remember(a);
      const std::string arg = "arg " + std::to_string(i);
      const auto exact = [&](const std::string& name, Field field, int dim = 0) {
        guards.push_back({arg + " " + name, Test::equal, i, dim, field, field_of(a, field, dim)});
      };
      exact("kind", Field::kind);
      if (a.kind == GuardKind::boolean) exact("value", Field::value);
      if (a.kind == GuardKind::integer) {
        exact("value", Field::value);
        if (symbolic(memory.value, a.value)) guards.back().test = Test::at_least_two;
      }
      if (a.kind != GuardKind::tensor) continue;
      exact("dtype", Field::dtype), exact("device", Field::device);
      exact("requires_grad", Field::requires_grad), exact("rank", Field::rank);
      for (int d = 0; d < a.rank; ++d) {
        exact("size " + std::to_string(d), Field::size, d);
        const bool marked = marks_.contains({i, d}) && a.size[d] >= 2;
        if (!marked && !symbolic(memory.size[static_cast<std::size_t>(d)], a.size[d])) continue;
        guards.back().test = Test::at_least_two;
        const auto [first, fresh] = symbol.emplace(a.size[d], std::pair(i, d));
        if (fresh) continue;
        const auto [first_arg, first_dim] = first->second;
        shared.push_back({arg + " size " + std::to_string(d) + " == arg " + std::to_string(first_arg) +
                              " size " + std::to_string(first_dim),
                          Test::same_as, i, d, Field::size, 0, first_arg, first_dim});
      }
      const bool contiguous = is_contiguous(a);
      for (int d = 0; d < a.rank; ++d) {
        exact("stride " + std::to_string(d), Field::stride, d);
        if (contiguous) guards.back().test = Test::contiguous;
      }
    }
    guards.insert(guards.end(), shared.begin(), shared.end());
    return guards;
  }

  GuardMode mode_;
  Index limit_;
  std::set<std::pair<int, int>> marks_;
  std::vector<Memory> memory_;
  std::vector<std::vector<Guard>> entries_;
  std::vector<Index> order_, before_;  // numbers, the front first
};

// ---- Arguments and scripts.

GuardArg tensor(std::initializer_list<Index> sizes) {
  GuardArg a{GuardKind::tensor, 0, 0, 0, 0, static_cast<std::int32_t>(sizes.size()), {}, {}};
  std::copy(sizes.begin(), sizes.end(), a.size);
  for (int d = 0; d < a.rank; ++d) a.stride[d] = product_after(a, d);
  return a;
}
GuardArg integer(Index value) { return {GuardKind::integer, value, 0, 0, 0, 0, {}, {}}; }
GuardArg boolean(Index value) { return {GuardKind::boolean, value, 0, 0, 0, 0, {}, {}}; }
GuardArg nothing() { return {GuardKind::none, 0, 0, 0, 0, 0, {}, {}}; }
template <class Field>
GuardArg with(GuardArg a, Field GuardArg::*field, Field value) {
  a.*field = value;
  return a;
}
GuardArg with_stride(GuardArg a, int dim, Index stride) {
  a.stride[dim] = stride;
  return a;
}

class Script {
 public:
  explicit Script(Writer to) : to_(to) {}
  void fresh(GuardMode mode, Index limit) { to_.record({kNew, static_cast<Index>(mode), limit}); }
  void mark(Index arg, Index dim) { to_.record({kMark, arg, dim}); }
  void call(const Args& args) {
    std::vector<Index> fields{kCall};
    for (const GuardArg& a : args) {
      fields.insert(fields.end(),
                    {static_cast<Index>(a.kind), a.value, a.dtype, a.device, a.requires_grad, a.rank});
      fields.insert(fields.end(), a.size, a.size + 4);
      fields.insert(fields.end(), a.stride, a.stride + 4);
    }
    to_.record(fields);
  }

 private:
  Writer to_;
};

Args args_of(const Reader& step) {
  Args args;
  for (std::size_t at = kHeader; at + kArgFields <= step.size(); at += kArgFields) {
    const auto field = [&](std::size_t i) { return static_cast<std::int32_t>(step.i(at + i)); };
    GuardArg a{
        static_cast<GuardKind>(field(0)), step.i(at + 1), field(2), field(3), field(4), field(5), {}, {}};
    for (std::size_t d = 0; d < 4; ++d) a.size[d] = step.i(at + 6 + d), a.stride[d] = step.i(at + 10 + d);
    args.push_back(a);
  }
  return args;
}

// The edges by hand, each story on its own.
void story(Index number, Script& to) {
  const auto batch = [](Index b) { return tensor({b, 64}); };
  switch (number) {
    case 1:  // 8, 8, 16, 24, 1: three compilations
      to.fresh(GuardMode::automatic, 8);
      for (const Index b : {8, 8, 16, 24, 1, 8, 1, 2, 0, 0}) to.call({batch(b)});
      break;
    case 2: {  // what is always exact
      to.fresh(GuardMode::automatic, 64);
      const GuardArg x = batch(8);
      for (int round = 0; round < 2; ++round) {
        to.call({x, boolean(0)}), to.call({with(x, &GuardArg::dtype, 1), boolean(0)});
        to.call({with(x, &GuardArg::device, 1), boolean(0)});
        to.call({with(x, &GuardArg::requires_grad, 1), boolean(0)}), to.call({x, boolean(1)});
        to.call({x, nothing()}), to.call({x, integer(3)}), to.call({x, integer(4)}), to.call({x, integer(5)});
      }
      break;
    }
    case 3:  // 0 and 1 stay fixed, sizes and integers
      to.fresh(GuardMode::automatic, 16);
      for (const Index b : {1, 4, 1, 0, 5, 0, 1, 2, 7}) to.call({batch(b), integer(2)});
      for (const Index k : {3, 9, 1, 0, 1, 7, 2, -1, 4}) to.call({batch(4), integer(k)});
      break;
    case 4:  // equal when the entry is made: equal for ever
      to.fresh(GuardMode::automatic, 8);
      for (const auto& [a, b] :
           std::vector<std::pair<Index, Index>>{{4, 4}, {8, 8}, {9, 9}, {8, 9}, {7, 7}, {5, 6}, {64, 64}})
        to.call({tensor({a, 64}), tensor({b, 32})});
      to.fresh(GuardMode::always_dynamic, 8);
      to.call({tensor({6, 6}), tensor({6})}), to.call({tensor({7, 7}), tensor({7})});
      to.call({tensor({7, 8}), tensor({7})}), to.call({tensor({7, 7}), tensor({8})});
      break;
    case 5: {  // equal sizes, other strides
      to.fresh(GuardMode::automatic, 8);
      const GuardArg plain = tensor({8, 8}), turned = with_stride(with_stride(plain, 0, 1), 1, 8);
      const GuardArg padded = with_stride(plain, 0, 16);
      to.call({plain}), to.call({turned}), to.call({padded}), to.call({plain}), to.call({turned});
      to.call({tensor({9, 8})}), to.call({tensor({12, 8})}), to.call({with_stride(tensor({12, 8}), 0, 16)});
      to.call({with_stride(tensor({13, 8}), 0, 16)}), to.call({with_stride(tensor({1, 8}), 0, 64)});
      break;
    }
    case 6:  // limits 1 and 8
      to.fresh(GuardMode::automatic, 1);
      for (const Index b : {4, 5, 4, 6, 1}) to.call({batch(b)});
      to.fresh(GuardMode::always_static, 8);
      for (Index b = 1; b <= 10; ++b) to.call({batch(b)});
      for (Index b = 10; b >= 1; --b) to.call({batch(b)});
      break;
    case 7:  // two entries that accept the same call: whoever was hit last is asked first
      to.fresh(GuardMode::automatic, 8);
      for (const auto& [a, b] : std::vector<std::pair<Index, Index>>{
               {8, 4}, {8, 5}, {9, 9}, {8, 8}, {8, 9}, {8, 8}, {7, 7}, {8, 8}})
        to.call({tensor({a}), tensor({b})});
      break;
    case 8:  // marks
      to.fresh(GuardMode::automatic, 4);
      to.mark(0, 0), to.mark(0, 3);
      for (const Index b : {8, 16, 1, 2, 0, 9}) to.call({batch(b)});
      to.call({tensor({8, 32})}), to.call({tensor({8, 16})}), to.call({integer(1)}), to.call({tensor({1})});
      to.call({tensor({1, 64})});
      // A call that ends in an error leaves nothing behind.
      to.fresh(GuardMode::automatic, 4);
      to.mark(0, 0), to.call({batch(8)}), to.call({tensor({1, 32})});
      to.call({with(batch(8), &GuardArg::dtype, 1)}), to.call({with(tensor({8, 65}), &GuardArg::dtype, 1)});
      to.fresh(GuardMode::always_static, 4);
      to.call({batch(8)}), to.mark(0, 0), to.call({batch(8)}), to.call({batch(9)}), to.call({batch(10)});
      to.call({tensor({9, 65})}), to.call({tensor({1, 64})});
      break;
    case 9:  // rank and kind
      to.fresh(GuardMode::automatic, 16);
      to.call({tensor({4, 5}), integer(7)}), to.call({tensor({4, 5, 6}), integer(7)});
      to.call({tensor({9, 9, 6}), integer(7)}), to.call({tensor({3, 2}), integer(7)});
      to.call({tensor({8, 9}), tensor({4})}), to.call({tensor({8, 9}), tensor({5})});
      to.call({tensor({8, 9}), integer(12)}), to.call({tensor({8, 9}), integer(13)});
      to.call({integer(3), nothing()}), to.call({tensor({}), nothing()}), to.call({tensor({}), nothing()});
      break;
    default:  // modes
      for (const GuardMode mode :
           {GuardMode::always_static, GuardMode::always_dynamic, GuardMode::automatic}) {
        to.fresh(mode, 8);
        for (const Index b : {8, 9, 1, 10, 8, 2}) to.call({batch(b), integer(b)});
        to.call({batch(64), integer(64)}), to.call({batch(3), integer(1)}), to.call({batch(3), integer(5)});
      }
  }
}

// Calls that differ from one another in little, so that entries meet.
GuardArg random_tensor(Rng& rng, Index ranks) {
  static constexpr std::array<Index, 8> sizes{8, 8, 4, 9, 9, 1, 64, 0};
  GuardArg a = tensor({});
  a.rank = static_cast<std::int32_t>(ranks > 0 ? ranks : rng.between(1, 3));
  for (int d = 0; d < a.rank; ++d) a.size[d] = sizes[static_cast<std::size_t>(rng.below(d == 0 ? 8 : 6))];
  for (int d = 0; d < a.rank; ++d) a.stride[d] = product_after(a, d);
  return a;
}

GuardArg random_arg(Rng& rng) {
  const Index dice = rng.below(8);
  if (dice < 5) return random_tensor(rng, rng.below(3) == 0 ? 0 : 2);
  if (dice < 7) return integer(rng.below(6));
  return rng.below(2) == 0 ? boolean(rng.below(2)) : nothing();
}

void vary(GuardArg& a, Rng& rng) {
  if (a.kind == GuardKind::integer) {
    a.value = rng.below(6);
    return;
  }
  if (a.kind != GuardKind::tensor) {
    a = rng.below(2) == 0 ? boolean(rng.below(2)) : nothing();
    return;
  }
  switch (rng.below(20)) {
    case 0:
      a.dtype = 1 - a.dtype;
      return;
    case 1:
      a.requires_grad = 1 - a.requires_grad;
      return;
    case 2:
      a.device = 1 - a.device;
      return;
    case 3:
      if (a.rank > 0) a.stride[rng.below(a.rank)] += 8;
      return;
    case 4:
      a = random_tensor(rng, 0);
      return;
    default: {
      const GuardArg drawn = random_tensor(rng, a.rank);
      if (a.rank > 0) {
        const Index dim = rng.below(a.rank);
        a.size[dim] = drawn.size[dim];
      }
      for (int d = 0; d < a.rank; ++d) a.stride[d] = product_after(a, d);
    }
  }
}

void random_session(const Params& p, Rng& rng, Script& to) {
  const bool quiet = p.i("quiet") != 0;
  const GuardMode mode = static_cast<GuardMode>(std::max<Index>(0, rng.below(5) - 2));
  to.fresh(quiet ? GuardMode::automatic : mode,
           quiet ? 8 : std::array<Index, 4>{1, 2, 4, 8}[static_cast<std::size_t>(rng.below(4))]);
  Args args;
  for (Index i = 0; i < p.i("args"); ++i)
    args.push_back(quiet && i < 4 ? random_tensor(rng, 3) : random_arg(rng));
  std::vector<Args> kept{args};
  for (Index i = 0; i < p.i("calls"); ++i) {
    if (!quiet && rng.below(40) == 0) to.mark(rng.below(p.i("args")), rng.below(3));
    const Index dice = rng.below(10);
    // A quiet session stops to change after a while: what the clock sees are hits, most of them of the call
    // before.
    if (dice < (quiet ? 1 : 3))
      args = kept[static_cast<std::size_t>(rng.below(static_cast<Index>(kept.size())))];
    if (dice >= 3 && dice < 9 && (!quiet || i < 40))
      vary(args[static_cast<std::size_t>(rng.below(p.i("args")))], rng);
    if (!quiet && rng.below(80) == 0)
      args[static_cast<std::size_t>(rng.below(p.i("args")))] = random_arg(rng);
    if (kept.size() < 12) kept.push_back(args);
    to.call(args);
  }
}

// ---- Words and comparison.

const char* name_of(GuardEvent event) {
  static const char* const names[] = {"compiled", "hit", "recompiled", "eager", "error"};
  const int i = static_cast<int>(event);
  return i >= 0 && i < 5 ? names[i] : "no event";
}

std::string answer_words(Index event, Index entry) {
  std::string words = name_of(static_cast<GuardEvent>(event));
  if (event == static_cast<Index>(GuardEvent::hit) || entry != -1) words += " entry " + std::to_string(entry);
  return words;
}

std::string arg_words(const GuardArg& a) {
  if (a.kind == GuardKind::none) return "none";
  if (a.kind == GuardKind::boolean) return a.value != 0 ? "true" : "false";
  if (a.kind == GuardKind::integer) return std::to_string(a.value);
  std::string words = "[";
  for (int d = 0; d < a.rank; ++d) words += (d == 0 ? "" : ", ") + std::to_string(a.size[d]);
  words += "]";
  if (!is_contiguous(a)) {
    words += " strides (";
    for (int d = 0; d < a.rank; ++d) words += (d == 0 ? "" : ", ") + std::to_string(a.stride[d]);
    words += ")";
  }
  if (a.dtype != 0) words += " dtype " + std::to_string(a.dtype);
  if (a.device != 0) words += " device " + std::to_string(a.device);
  if (a.requires_grad != 0) words += " requires_grad";
  return words;
}

std::string args_words(const Args& args) {
  std::string words = "(";
  for (std::size_t i = 0; i < args.size(); ++i) words += (i == 0 ? "" : ", ") + arg_words(args[i]);
  return words + ")";
}

std::string guard_words(const Guard& g, const Args& args) {
  const Index is = field_of(args[static_cast<std::size_t>(g.arg)], g.field, g.dim);
  switch (g.test) {
    case Guard::Test::equal:
      return "\"" + g.words + "\" wants " + std::to_string(g.want) + ", found " + std::to_string(is);
    case Guard::Test::at_least_two:
      return "\"" + g.words + "\" is symbolic and wants 2 or more, found " + std::to_string(is);
    case Guard::Test::same_as:
      return "\"" + g.words + "\" fails: " + std::to_string(is) + " and " +
             std::to_string(args[static_cast<std::size_t>(g.first_arg)].size[g.first_dim]);
    default:
      return "\"" + g.words + "\" wants a contiguous tensor, found " + std::to_string(is);
  }
}

// Why the model's answer is right: what each entry in question says of this call.
std::string explanation(const Model& model, const Args& args, const Answer& want, Index event, Index entry) {
  std::string words;
  const std::vector<Index>& before = model.before();
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
  if (event == static_cast<Index>(GuardEvent::hit) && entry >= 0 &&
      entry < static_cast<Index>(before.size()) && entry != want.entry) {
    const Guard* failed = model.first_failure(entry, args);
    add(failed != nullptr ? "entry " + std::to_string(entry) + ": " + guard_words(*failed, args)
                          : "entry " + std::to_string(entry) + " accepts it too, but stands behind");
  }
  if (want.event == GuardEvent::hit)
    add("all guards of entry " + std::to_string(want.entry) + " hold");
  else if (!before.empty())
    add("the front, entry " + std::to_string(before.front()) + ": " +
        guard_words(*model.first_failure(before.front(), args), args));
  if (want.event == GuardEvent::eager) add(std::to_string(before.size()) + " entries are the limit");
  if (want.event == GuardEvent::error) add("a marked dimension is 0 or 1");
  return words;
}

std::string reason_of(const Reader& record) {
  std::array<char, kReason + 1> bytes{};
  for (std::size_t i = 0; i < kReason / 8; ++i) {
    const Index field = record.i(3 + i);
    std::memcpy(bytes.data() + 8 * i, &field, 8);
  }
  return bytes.data();
}

struct Step {
  Operation operation;
  std::string where;
  Args args;
};

// Plays the script through the model and asks `judge` about each call: "" or what is wrong.
template <class Judge>
void play(Reader script, Report& report, const Judge& judge) {
  std::optional<Model> model;
  Index session = 0, call = 0;
  while (script.next()) {
    if (script.i(0) == kNew) {
      model.emplace(static_cast<GuardMode>(script.i(1)), script.i(2));
      ++session, call = 0;
    } else if (script.i(0) == kMark) {
      model->mark(static_cast<int>(script.i(1)), static_cast<int>(script.i(2)));
    } else {
      const Args args = args_of(script);
      const Answer want = model->call(args);
      const std::string wrong = judge(*model, args, want);
      ++call;
      if (wrong.empty()) continue;
      report.fail("cache " + std::to_string(session) + ", call " + std::to_string(call) + ", f" +
                  args_words(args) + ": " + wrong);
      return;
    }
  }
}

std::string compare(const Model& model, const Args& args, const Answer& want, Index event, Index entry) {
  if (event == static_cast<Index>(want.event) && entry == want.entry) return "";
  return "you said " + answer_words(event, entry) + ", expected " +
         answer_words(static_cast<Index>(want.event), want.entry) + " (" +
         explanation(model, args, want, event, entry) + ")";
}

struct GuardCacheJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index steps = p.i("sessions") * (2 * p.i("calls") + 2) + 200;
    const Index script =
        steps * 8 * (1 + kHeader + std::max<Index>(p.i("args"), 2) * static_cast<Index>(kArgFields));
    const Index trace =
        p.i("quiet") != 0 ? 8 * (steps + 2) : steps * 8 * (1 + 3 + static_cast<Index>(kReason) / 8);
    return {{"script", Type::records, {script}, Role::in, Fill::custom(), Space::host},
            {"trace", Type::records, {trace}, Role::out, {}, Space::host}};
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    Script script(to.script("script"));
    if (p.i("story") > 0) return story(p.i("story"), script);
    for (Index i = 0; i < p.i("sessions"); ++i) random_session(p, rng, script);
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    Reader trace = out.records("trace");
    if (p.i("quiet") != 0) return check_quiet(in.records("script"), trace, report);
    play(in.records("script"), report, [&](const Model& model, const Args& args, const Answer& want) {
      if (!trace.next()) return std::string("no record of it in the trace");
      const Index event = trace.i(0), entry = trace.i(1);
      std::string wrong = compare(model, args, want, event, entry);
      if (!wrong.empty()) return wrong;
      const std::string reason = reason_of(trace);
      if (reason != want.reason)
        return answer_words(event, entry) + " is right, last_reason() is \"" + reason + "\", expected \"" +
               want.reason + "\"" +
               (want.reason.empty() ? ""
                                    : " (the front is entry " + std::to_string(model.before().front()) + ")");
      if (want.event == GuardEvent::hit && trace.i(2) != 0)
        return "the hit allocated memory " + std::to_string(trace.i(2)) + " times, none is allowed";
      return std::string();
    });
    if (!report.failed() && trace.next()) report.fail("the trace has more calls than the script");
  }

  Work work(const Params& p) const override {
    const double calls =
        static_cast<double>(p.i("sessions")) * static_cast<double>(std::max<Index>(p.i("calls"), 1));
    const double args = static_cast<double>(p.i("args"));
    return {104 * args * calls, 8 * calls, 12 * args * calls, Type::i64, WorkClock::wall};
  }

 private:
  static void check_quiet(Reader script, Reader trace, Report& report) {
    if (!trace.next()) return report.fail("the trace is empty");
    // One answer per step of the script; those of new caches and marks stay 0.
    Reader steps = script;
    std::vector<std::size_t> calls;
    for (std::size_t i = 0; steps.next(); ++i)
      if (steps.i(0) == kCall) calls.push_back(i);
    std::size_t next = 0;
    play(script, report, [&](const Model& model, const Args& args, const Answer& want) {
      const Index answer = trace.i(calls[next++]);
      const Index event = ((answer % 16) + 16) % 16;
      return compare(model, args, want, event, (answer - event) / 16);
    });
  }
};

}  // namespace

PREP_JUDGE(GuardCacheJudge)
