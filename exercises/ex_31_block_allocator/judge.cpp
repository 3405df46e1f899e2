// ex_31. The judge makes a history of operations, runs its own model through it and compares the learner's
// trace step by step. The model names blocks by serial numbers, one per filling; which number the learner
// gives a block is free, but it must stay the same while the block is used or cached, and no two such blocks
// may share one.
#include <prep/judge.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace prep;

enum Operation { kAppend, kFork, kFree, kLookup, kTakeCopies, kLook };
enum Answer { kOk, kNoSpace, kUnknown, kExists };
constexpr Index kFirstHash = 4;  // fields of a step before its hashes: operation, seq, argument, watch

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// ---- The model: simple containers, no cleverness.

class Model {
 public:
  struct Block {
    Index count = 0;
    bool findable = false;
    Index hash = 0, stamp = 0;  // stamp: when it joined the eviction queue
  };
  struct Sequence {
    bool live = false;
    Index length = 0;
    std::vector<Index> table;  // serials
  };

  Model(Index blocks, Index block_size, Index sequences)
      : blocks_(blocks), block_size_(block_size), free_(blocks), sequences_(at(sequences)) {}

  const Sequence& sequence(Index seq) const { return sequences_[at(seq)]; }
  Index free_count() const { return free_; }
  Index cached_count() const { return static_cast<Index>(queue_.size()); }
  Index used_count() const { return blocks_ - free_ - cached_count(); }
  Index pending_copies() const { return static_cast<Index>(copies_.size()); }
  // Whether the content of this serial must still be somewhere: used or cached.
  bool holds(Index serial) const { return block_[at(serial)].count > 0 || block_[at(serial)].findable; }

  Index append(Index seq, Index tokens, const std::vector<Index>& hashes) {
    Sequence& s = sequences_[at(seq)];
    const Index end = s.length + tokens, before = s.length / block_size_;
    const bool copy = tokens > 0 && s.length % block_size_ != 0 && block_[at(s.table.back())].count > 1;
    const Index grow = (end + block_size_ - 1) / block_size_ - static_cast<Index>(s.table.size());
    if (grow + (copy ? 1 : 0) > free_ + cached_count()) return kNoSpace;
    s.live = true;
    s.length = end;
    if (copy) {
      const Index old = s.table.back();
      --block_[at(old)].count;
      s.table.back() = take();
      copies_.emplace_back(old, s.table.back());
    }
    for (Index i = 0; i < grow; ++i) s.table.push_back(take());
    for (Index i = before; i < end / block_size_; ++i) {
      Block& block = block_[at(s.table[at(i)])];
      if (!by_hash_.emplace(hashes[at(i - before)], s.table[at(i)]).second) continue;
      block.findable = true;
      block.hash = hashes[at(i - before)];
    }
    return kOk;
  }

  Index fork(Index parent, Index child) {
    if (!sequences_[at(parent)].live) return kUnknown;
    if (sequences_[at(child)].live) return kExists;
    sequences_[at(child)] = sequences_[at(parent)];
    for (Index serial : sequences_[at(child)].table) ++block_[at(serial)].count;
    return kOk;
  }

  Index free(Index seq) {
    Sequence& s = sequences_[at(seq)];
    if (!s.live) return kUnknown;
    for (std::size_t i = s.table.size(); i-- > 0;) {
      Block& block = block_[at(s.table[i])];
      if (--block.count > 0) continue;
      block.stamp = ++clock_;
      if (block.findable)
        queue_.emplace(block.stamp, s.table[i]);
      else
        ++free_;
    }
    s = {};
    return kOk;
  }

  Index lookup(Index seq, const std::vector<Index>& hashes) {
    Sequence& s = sequences_[at(seq)];
    if (s.live) return -1;
    s.live = true;
    for (Index hash : hashes) {
      const auto found = by_hash_.find(hash);
      if (found == by_hash_.end()) break;
      Block& block = block_[at(found->second)];
      if (block.count++ == 0) queue_.erase({block.stamp, found->second});
      s.table.push_back(found->second);
    }
    const Index run = static_cast<Index>(s.table.size());
    s.length = run * block_size_;
    return run;
  }

  std::vector<std::pair<Index, Index>> take_copies(Index cap) {
    const auto end = copies_.begin() + std::min<Index>(cap, pending_copies());
    std::vector<std::pair<Index, Index>> taken(copies_.begin(), end);
    copies_.erase(copies_.begin(), end);
    return taken;
  }

 private:
  Index take() {
    if (free_ > 0) {
      --free_;
    } else {
      Block& oldest = block_[at(queue_.begin()->second)];
      by_hash_.erase(oldest.hash);
      oldest.findable = false;
      queue_.erase(queue_.begin());
    }
    block_.push_back({1});
    return static_cast<Index>(block_.size()) - 1;
  }

  Index blocks_, block_size_, free_, clock_ = 0;
  std::vector<Block> block_;  // by serial
  std::vector<Sequence> sequences_;
  std::map<Index, Index> by_hash_;
  std::set<std::pair<Index, Index>> queue_;  // stamp, serial
  std::deque<std::pair<Index, Index>> copies_;
};

// ---- Histories.

struct Plan {
  Index blocks, block_size, sequences, steps, table, story;
  bool quiet;
};

Plan plan_of(const Params& p) {
  return {p.i("blocks"), p.i("block_size"), p.i("sequences"), p.i("steps"),
          p.i("table"),  p.i("story"),      p.i("quiet") != 0};
}

// What a sequence will say next: the text of a document that several share, then its own.
struct Text {
  Index document = 0, shared_blocks = 0, own = 0;
  std::vector<Index> hashes;  // of its full blocks so far; each chains all before it
};

Index chain(Index before, Index content) {
  Rng mix(static_cast<std::uint64_t>(before) * 0x9e3779b97f4a7c15ull + static_cast<std::uint64_t>(content));
  return static_cast<Index>(mix.next() >> 1);
}

class Historian {
 public:
  Historian(const Plan& plan, Writer script)
      : plan_(plan),
        model_(plan.blocks, plan.block_size, plan.sequences),
        texts_(at(plan.sequences)),
        script_(script) {}

  const Model& model() const { return model_; }
  bool live(Index seq) const { return model_.sequence(seq).live; }
  Index length(Index seq) const { return model_.sequence(seq).length; }

  void text(Index seq, Index document, Index shared_blocks) {
    texts_[at(seq)] = {document, shared_blocks, ++authors_, {}};
  }

  void append(Index seq, Index tokens, Index watch) {
    Text& text = texts_[at(seq)];
    const Index before = length(seq) / plan_.block_size, after = (length(seq) + tokens) / plan_.block_size;
    std::vector<Index> all = text.hashes;
    all.resize(at(std::min<Index>(before, static_cast<Index>(all.size()))));
    extend(text, all, after);
    const std::vector<Index> filled(all.begin() + before, all.end());
    step(kAppend, seq, tokens, watch, filled);
    if (model_.append(seq, tokens, filled) == kOk) text.hashes = std::move(all);
  }

  void lookup(Index seq, Index blocks, Index watch) {
    Text& text = texts_[at(seq)];
    std::vector<Index> all;
    extend(text, all, blocks);
    step(kLookup, seq, blocks, watch, all);
    const Index run = model_.lookup(seq, all);
    if (run < 0) return;
    all.resize(at(run));
    text.hashes = std::move(all);
  }

  enum class Future { same, own };
  void fork(Index parent, Index child, Future future) {
    step(kFork, parent, child, child, {});
    if (model_.fork(parent, child) != kOk) return;
    texts_[at(child)] = texts_[at(parent)];
    if (future == Future::own) texts_[at(child)].own = ++authors_, texts_[at(child)].shared_blocks = 0;
  }

  void free(Index seq, Index watch) {
    step(kFree, seq, 0, watch, {});
    model_.free(seq);
  }

  void take_copies(Index cap, Index watch) {
    step(kTakeCopies, watch, cap, watch, {});
    model_.take_copies(cap);
  }

  void look(Index seq, Index watch) { step(kLook, seq, 0, watch, {}); }

 private:
  static void extend(const Text& text, std::vector<Index>& hashes, Index blocks) {
    while (static_cast<Index>(hashes.size()) < blocks) {
      const Index i = static_cast<Index>(hashes.size());
      hashes.push_back(chain(i == 0 ? 0 : hashes.back(), i < text.shared_blocks ? text.document : -text.own));
    }
  }

  void step(Operation operation, Index seq, Index argument, Index watch, const std::vector<Index>& hashes) {
    std::vector<Index> fields{operation, seq, argument, watch};
    fields.insert(fields.end(), hashes.begin(), hashes.end());
    script_.record(fields);
  }

  const Plan& plan_;
  Model model_;
  std::vector<Text> texts_;
  Writer script_;
  Index authors_ = 0;
};

void random_history(const Plan& plan, Rng& rng, Historian& to) {
  const Index longest = plan.table * plan.block_size;
  for (Index steps = 0; steps < plan.steps; ++steps) {
    const Index seq = rng.below(plan.sequences), other = rng.below(plan.sequences), dice = rng.below(100);
    if (!to.live(seq) && dice < 70) {
      // A prompt: look for its prefix, then append the rest. Some clients do not look.
      const Index tokens = rng.between(1, longest / 2 + 1);
      to.text(seq, rng.below(4), rng.below(plan.table / 2 + 1));
      if (dice < 50) to.lookup(seq, tokens / plan.block_size, other), ++steps;
      to.append(seq, tokens - to.length(seq), other);
    } else if (to.live(seq) && dice < 55) {
      const Index tokens = rng.below(8) == 0 ? rng.between(0, 3 * plan.block_size) : rng.below(3);
      if (to.length(seq) + tokens <= longest)
        to.append(seq, tokens, other);
      else
        to.free(seq, other);
    } else if (dice < 70) {
      to.fork(seq, other, rng.below(2) == 0 ? Historian::Future::same : Historian::Future::own);
    } else if (dice < 88) {
      to.free(seq, other);  // unknown and already freed ones too
    } else if (dice < 96) {
      to.take_copies(rng.below(4) == 0 ? 64 : rng.below(3), other);
    } else if (to.live(seq)) {
      to.lookup(seq, rng.below(3), other);  // exists: must answer -1
    } else {
      to.look(seq, other);
    }
  }
}

// Short prompts, hits, forks and long answers at the size of a real pool: what the clock sees.
void busy_history(const Plan& plan, Rng& rng, Historian& to) {
  const Index longest = plan.table * plan.block_size;
  for (Index steps = 0; steps < plan.steps; ++steps) {
    const Index seq = rng.below(plan.sequences), dice = rng.below(16);
    if (!to.live(seq)) {
      const Index tokens = rng.between(longest / 4, longest / 2);
      to.text(seq, rng.below(64), rng.below(plan.table / 4));
      to.lookup(seq, tokens / plan.block_size, seq), ++steps;
      to.append(seq, tokens - to.length(seq), seq);
    } else if (dice < 11 && to.length(seq) + 64 <= longest) {
      to.append(seq, rng.between(1, 64), seq);
    } else if (dice < 12) {
      const Index child = rng.below(plan.sequences);
      if (!to.live(child)) to.fork(seq, child, Historian::Future::own);
    } else if (dice < 13) {
      to.take_copies(64, seq);
    } else {
      to.free(seq, seq);
    }
  }
}

// The edges by hand, each on its own, so that the first message names the rule. Sequences 0..5,
// documents 1..3.
void story(const Plan& plan, Historian& to) {
  const Index size = plan.block_size, all = plan.blocks * size;
  using F = Historian::Future;
  for (Index seq = 0; seq < plan.sequences; ++seq) to.text(seq, 1 + seq % 2, plan.table);
  switch (plan.story) {
    case 1:  // sizes: nothing, exactly full, one over, everything, one too many, and nothing is left behind
      to.look(0, 1), to.append(0, 0, 1), to.append(0, 0, 1), to.append(0, size, 1), to.append(0, 1, 1);
      to.append(1, all, 0), to.append(1, all - 2 * size, 0), to.append(0, size - 1, 1), to.append(0, 1, 1);
      to.free(0, 1), to.append(2, 2 * size + 1, 1), to.append(2, 2 * size, 1), to.free(1, 2), to.free(2, 1);
      break;
    case 2:  // errors
      to.free(0, 1), to.append(0, size + 1, 1), to.free(0, 1), to.free(0, 1), to.fork(0, 1, F::own);
      to.append(0, 1, 1), to.append(1, 1, 0), to.fork(0, 1, F::own), to.fork(2, 0, F::own),
          to.fork(0, 0, F::own);
      to.lookup(0, 1, 1), to.free(0, 1), to.free(1, 0);
      break;
    case 3:  // copy on write: partial and full forks, the last owner writes in place
      to.append(0, size - 1, 1), to.fork(0, 1, F::own), to.append(1, 0, 0), to.append(1, 1, 0),
          to.append(0, 1, 1);
      to.take_copies(64, 0), to.fork(0, 2, F::own), to.append(2, 1, 0), to.take_copies(64, 2),
          to.fork(2, 3, F::own);
      to.fork(2, 4, F::own), to.append(3, 1, 2), to.append(4, size, 2), to.append(2, 1, 3),
          to.take_copies(1, 2);
      to.take_copies(0, 2), to.take_copies(64, 2), to.take_copies(64, 2);
      for (Index seq = 0; seq < 5; ++seq) to.free(seq, 5);
      break;
    case 4:  // fork, then free the parent: the child owns everything and copies nothing
      to.append(0, size + 1, 1), to.fork(0, 1, F::same), to.free(0, 1), to.append(1, size - 1, 0),
          to.take_copies(64, 1);
      to.fork(1, 2, F::own), to.free(1, 2), to.append(2, 1, 1), to.take_copies(64, 2), to.free(2, 1);
      break;
    case 5:  // hits: while used, while cached, after eviction; the tail goes before the head
      to.append(0, 3 * size + 1, 2), to.lookup(2, 4, 0), to.free(2, 0), to.free(0, 2), to.lookup(2, 3, 0),
          to.free(2, 0);
      to.append(1, all - 2 * size, 0), to.free(1, 0), to.lookup(2, 3, 0), to.append(2, 1, 0), to.free(2, 0);
      to.append(3, all, 0), to.free(3, 0), to.lookup(2, 3, 0), to.free(2, 0);
      break;
    case 6:  // the same hash twice: the first stays findable, the second is free again at once
      to.append(0, 2 * size, 2), to.append(2, 2 * size, 0), to.free(2, 0), to.append(2, size, 0),
          to.lookup(4, 2, 0);
      to.free(0, 4), to.free(4, 2), to.free(2, 0), to.lookup(4, 2, 0), to.free(4, 0);
      break;
    default:  // least recently used: a hit moves a block to the end of the queue
      to.append(0, size, 1), to.append(1, size, 0), to.free(0, 1), to.free(1, 0), to.lookup(2, 1, 0),
          to.free(2, 1);
      to.text(3, 3, plan.table), to.append(3, all - size, 0), to.lookup(4, 1, 3), to.lookup(5, 1, 3),
          to.free(3, 4);
      break;
  }
}

// ---- The comparison.

std::string words(Index operation, Index seq, Index argument) {
  const std::string s = std::to_string(seq), a = std::to_string(argument);
  switch (operation) {
    case kAppend:
      return "append(" + s + ", " + a + " tokens)";
    case kFork:
      return "fork(" + s + ", " + a + ")";
    case kFree:
      return "free(" + s + ")";
    case kLookup:
      return "lookup(" + s + ", " + a + " hashes)";
    case kTakeCopies:
      return "take_copies(" + a + ")";
    default:
      return "a look at the tables";
  }
}

// Which number the learner gave to each serial, and which serial holds a number.
class Numbers {
 public:
  explicit Numbers(Index blocks) : serial_of_(at(blocks), -1) {}

  // "" or what is wrong with the learner's number for this serial.
  std::string see(const Model& model, Index serial, Index number) {
    if (number < 0 || number >= static_cast<Index>(serial_of_.size()))
      return "block " + std::to_string(number) + " does not exist";
    if (at(serial) >= number_of_.size()) number_of_.resize(at(serial) + 1, -1);
    Index& known = number_of_[at(serial)];
    if (known == number) return "";
    if (known >= 0)
      return "block " + std::to_string(number) + " stands where block " + std::to_string(known) + " was";
    const Index holder = serial_of_[at(number)];
    if (holder >= 0 && model.holds(holder))
      return "block " + std::to_string(number) + " is taken although it is still used or cached";
    known = number;
    serial_of_[at(number)] = serial;
    return "";
  }

  Index number_of(Index serial) const { return at(serial) < number_of_.size() ? number_of_[at(serial)] : -1; }

 private:
  std::vector<Index> number_of_, serial_of_;
};

// Reads the fields of one record in order.
class Fields {
 public:
  explicit Fields(const Reader& record) : record_(record) {}
  Index next() { return record_.i(field_++); }

 private:
  const Reader& record_;
  std::size_t field_ = 0;
};

std::string compare(const std::string& what, Index found, Index want) {
  if (found == want) return "";
  return what + " is " + std::to_string(found) + ", " + std::to_string(want) + " expected";
}

std::string compare_counts(const Model& model, Fields& fields) {
  const Index free = fields.next(), cached = fields.next(), used = fields.next();
  std::string wrong = compare("counts().free", free, model.free_count());
  if (wrong.empty()) wrong = compare("counts().cached", cached, model.cached_count());
  if (wrong.empty()) wrong = compare("counts().used", used, model.used_count());
  return wrong;
}

std::string compare_table(const Model& model, Index seq, Index cap, Numbers& numbers, Fields& fields) {
  const Model::Sequence& s = model.sequence(seq);
  const std::string name = "the table of sequence " + std::to_string(seq);
  const Index length = fields.next(), want = s.live ? static_cast<Index>(s.table.size()) : -1;
  if (length != want) return compare("the length of " + name, length, want);
  for (Index i = 0; i < std::min(length, cap); ++i) {
    const std::string wrong = numbers.see(model, s.table[at(i)], fields.next());
    if (!wrong.empty()) return name + ", entry " + std::to_string(i) + ": " + wrong;
  }
  return "";
}

struct Step {
  Index operation, seq, argument, watch;
  std::vector<Index> hashes;
};

Step step_of(const Reader& script) {
  Step step{script.i(0), script.i(1), script.i(2), script.i(3), {}};
  for (std::size_t i = kFirstHash; i < script.size(); ++i) step.hashes.push_back(script.i(i));
  return step;
}

using Copies = std::vector<std::pair<Index, Index>>;

Index answer_of(Model& model, const Step& step, Copies& copies) {
  switch (step.operation) {
    case kAppend:
      return model.append(step.seq, step.argument, step.hashes);
    case kFork:
      return model.fork(step.seq, step.argument);
    case kFree:
      return model.free(step.seq);
    case kLookup:
      return model.lookup(step.seq, step.hashes);
    case kTakeCopies:
      copies = model.take_copies(step.argument);
      return static_cast<Index>(copies.size());
    default:
      return 0;
  }
}

std::string answer_text(Index operation, Index answer) {
  const char* const names[] = {"ok", "no_space", "unknown_sequence", "sequence_exists"};
  if (operation == kLookup || operation == kTakeCopies || answer < 0 || answer > 3)
    return std::to_string(answer);
  return names[answer];
}

std::string compare_answer(const Step& step, Index found, Index want) {
  if (found == want) return "";
  return "the answer is " + answer_text(step.operation, found) + ", " + answer_text(step.operation, want) +
         " expected";
}

void check_watched(const Plan& plan, Reader script, Reader trace, Report& report) {
  Model model(plan.blocks, plan.block_size, plan.sequences);
  Numbers numbers(plan.blocks);
  for (Index number = 1; script.next(); ++number) {
    const Step step = step_of(script);
    Copies copies;
    const Index want = answer_of(model, step, copies);
    const std::string where =
        "step " + std::to_string(number) + ", " + words(step.operation, step.seq, step.argument) + ": ";
    if (!trace.next()) return report.fail(where + "no record of it in the trace");
    Fields fields(trace);
    std::string wrong = compare_answer(step, fields.next(), want);
    if (wrong.empty()) wrong = compare_counts(model, fields);
    if (wrong.empty()) wrong = compare_table(model, step.seq, plan.table, numbers, fields);
    if (wrong.empty()) wrong = compare_table(model, step.watch, plan.table, numbers, fields);
    for (std::size_t i = 0; wrong.empty() && i < copies.size(); ++i) {
      wrong = compare("the source of copy " + std::to_string(i), fields.next(),
                      numbers.number_of(copies[i].first));
      if (wrong.empty())
        wrong = compare("the destination of copy " + std::to_string(i), fields.next(),
                        numbers.number_of(copies[i].second));
    }
    if (!wrong.empty()) return report.fail(where + wrong);
  }
  if (trace.next()) report.fail("the trace has more steps than the script");
}

void check_quiet(const Plan& plan, Reader script, Reader trace, Report& report) {
  Model model(plan.blocks, plan.block_size, plan.sequences);
  if (!trace.next()) return report.fail("the trace is empty");
  Fields answers(trace);
  for (Index number = 1; script.next(); ++number) {
    const Step step = step_of(script);
    Copies copies;
    const Index want = answer_of(model, step, copies);
    const std::string wrong = compare_answer(step, answers.next(), want);
    if (wrong.empty()) continue;
    return report.fail("step " + std::to_string(number) + ", " +
                       words(step.operation, step.seq, step.argument) + ": " + wrong);
  }
  Numbers numbers(plan.blocks);
  for (Index seq = 0; seq < plan.sequences; ++seq) {
    if (!trace.next()) return report.fail("the trace is cut short");
    Fields fields(trace);
    std::string wrong = compare_counts(model, fields);
    if (wrong.empty()) wrong = compare_table(model, seq, plan.table, numbers, fields);
    if (!wrong.empty()) return report.fail("at the end: " + wrong);
  }
}

struct BlockAllocatorJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Plan plan = plan_of(p);
    // A step has 4 fields and at most one hash per block of a table or of the pool, and 8 bytes for its
    // length.
    const Index hashes = std::max(plan.table, plan.story > 0 ? plan.blocks : 0) + 4;
    const Index steps = plan.steps + 64, script = steps * 8 * (1 + kFirstHash + hashes);
    const Index watched = steps * 8 * (1 + 4 + 2 * (1 + plan.table) + 2 * 64);
    const Index quiet = 8 * (1 + steps) + plan.sequences * 8 * (1 + 4 + plan.table);
    return {{"script", Type::records, {script}, Role::in, Fill::custom(), Space::host},
            {"trace", Type::records, {plan.quiet ? quiet : watched}, Role::out, {}, Space::host}};
  }

  bool legal(const Params& p) const override { return p.i("sequences") >= 6; }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const Plan plan = plan_of(p);
    Historian historian(plan, to.script("script"));
    if (plan.story > 0)
      story(plan, historian);
    else if (plan.quiet)
      busy_history(plan, rng, historian);
    else
      random_history(plan, rng, historian);
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const Plan plan = plan_of(p);
    if (plan.quiet)
      check_quiet(plan, in.records("script"), out.records("trace"), report);
    else
      check_watched(plan, in.records("script"), out.records("trace"), report);
  }

  // About ten blocks per step, each 64 bytes of state read and written once.
  Work work(const Params& p) const override {
    const double blocks = 10.0 * static_cast<double>(p.i("steps"));
    return {64 * blocks, 64 * blocks, blocks, Type::i64, WorkClock::wall};
  }
};

}  // namespace

PREP_JUDGE(BlockAllocatorJudge)
