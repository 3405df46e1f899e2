// Drives the allocator through the script of judge.cpp. One call is one history on a new allocator.
//   script  [operation, seq, argument, watch, hashes...]
//   trace   watched histories: per step [answer, free, cached, used, table of seq, table of watch, copies],
//   where
//           a table is its length and at most `table` blocks; quiet ones: [answers...], then a record per
//           table.
#include <prep/call.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace {

enum Operation { kAppend, kFork, kFree, kLookup, kTakeCopies, kLook };

struct Step {
  int operation, seq, argument, watch;
  std::size_t first_hash;
};

struct History {
  std::vector<Step> steps;
  std::vector<std::int64_t> hashes;
};

History read(prep::Reader script) {
  History history;
  while (script.next()) {
    const auto field = [&](std::size_t i) { return static_cast<int>(script.i(i)); };
    history.steps.push_back({field(0), field(1), field(2), field(3), history.hashes.size()});
    for (std::size_t i = 4; i < script.size(); ++i) history.hashes.push_back(script.i(i));
  }
  return history;
}

struct Copies {
  std::vector<int> src = std::vector<int>(64), dst = std::vector<int>(64);
};

int perform(BlockAllocator& allocator, const Step& step, const std::int64_t* hashes, Copies& copies) {
  switch (step.operation) {
    case kAppend:
      return static_cast<int>(allocator.append(step.seq, step.argument, hashes + step.first_hash));
    case kFork:
      return static_cast<int>(allocator.fork(step.seq, step.argument));
    case kFree:
      return static_cast<int>(allocator.free(step.seq));
    case kLookup:
      return allocator.lookup(step.seq, hashes + step.first_hash, step.argument);
    case kTakeCopies:
      return allocator.take_copies(copies.src.data(), copies.dst.data(), step.argument);
    default:
      return 0;
  }
}

void add_table(const BlockAllocator& allocator, int seq, int cap, std::vector<std::int64_t>& record) {
  std::vector<int> blocks(static_cast<std::size_t>(cap));
  const int length = allocator.table(seq, blocks.data(), cap);
  record.push_back(length);
  record.insert(record.end(), blocks.begin(), blocks.begin() + std::clamp(length, 0, cap));
}

void run_watched(BlockAllocator& allocator, const History& history, int cap, prep::Writer trace) {
  Copies copies;
  for (const Step& step : history.steps) {
    const int answer = perform(allocator, step, history.hashes.data(), copies);
    const Counts counts = allocator.counts();
    std::vector<std::int64_t> record{answer, counts.free, counts.cached, counts.used};
    add_table(allocator, step.seq, cap, record);
    add_table(allocator, step.watch, cap, record);
    for (int i = 0; step.operation == kTakeCopies && i < std::min(answer, step.argument); ++i) {
      record.push_back(copies.src[static_cast<std::size_t>(i)]);
      record.push_back(copies.dst[static_cast<std::size_t>(i)]);
    }
    trace.record(record);
  }
}

}  // namespace

PREP_CALL(c) {
  const History history = read(c.script("script"));
  const int cap = static_cast<int>(c.i("table"));
  const std::unique_ptr<BlockAllocator> allocator(
      make_block_allocator(static_cast<int>(c.i("blocks")), static_cast<int>(c.i("block_size"))));
  prep::Writer trace = c.trace("trace");
  if (c.i("quiet") == 0) {
    c.timed([&] { run_watched(*allocator, history, cap, trace); });
    return;
  }
  std::vector<std::int64_t> answers(history.steps.size());
  c.timed([&] {
    Copies copies;
    for (std::size_t i = 0; i < answers.size(); ++i)
      answers[i] = perform(*allocator, history.steps[i], history.hashes.data(), copies);
  });
  trace.record(answers);
  const Counts counts = allocator->counts();
  for (int seq = 0; seq < c.i("sequences"); ++seq) {
    std::vector<std::int64_t> record{counts.free, counts.cached, counts.used};
    add_table(*allocator, seq, cap, record);
    trace.record(record);
  }
}
