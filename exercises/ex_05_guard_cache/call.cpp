// Drives caches through the script of judge.cpp.
//   script  [new, mode, limit], [mark, arg, dim], [call, arguments of kArgFields each...]
//   trace   watched: per call [event, entry, allocations, words of the reason, eight bytes a field];
//           quiet: one record [16 * entry + event, ...], the calls alone timed
#include <prep/call.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <utility>
#include <vector>

// Every allocation of the runner is counted, so that a hit that allocates can be told.
namespace {
std::int64_t allocations = 0;

void* counted(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes); }
void* operator new[](std::size_t bytes) { return counted(bytes); }
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return ++allocations, std::malloc(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
  return ++allocations, std::malloc(bytes);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

enum Operation { kNew, kMark, kCall };
constexpr std::size_t kArgFields = 14, kReason = 48;

struct Step {
  Operation operation;
  int a, b;  // mode and limit; argument and dimension; number of arguments
  std::size_t first_arg;
};

struct Script {
  std::vector<Step> steps;
  std::vector<GuardArg> args;
};

GuardArg arg_at(const prep::Reader& from, std::size_t at) {
  const auto field = [&](std::size_t i) { return static_cast<std::int32_t>(from.i(at + i)); };
  GuardArg arg{
      static_cast<GuardKind>(field(0)), from.i(at + 1), field(2), field(3), field(4), field(5), {}, {}};
  for (std::size_t d = 0; d < 4; ++d) arg.size[d] = from.i(at + 6 + d), arg.stride[d] = from.i(at + 10 + d);
  return arg;
}

Script read(prep::Reader from) {
  Script script;
  std::map<std::vector<std::int64_t>, std::size_t> seen;
  while (from.next()) {
    const auto field = [&](std::size_t i) { return static_cast<std::int32_t>(from.i(i)); };
    const Operation operation = static_cast<Operation>(field(0));
    const std::size_t n = operation == kCall ? (from.size() - 1) / kArgFields : 0;
    // Calls with the same arguments share them: a real caller's are in the cache as well.
    std::vector<std::int64_t> fields;
    for (std::size_t i = 1; i < 1 + n * kArgFields; ++i) fields.push_back(from.i(i));
    const auto [known, fresh] = seen.emplace(std::move(fields), script.args.size());
    script.steps.push_back({operation, operation == kCall ? static_cast<int>(n) : field(1),
                            operation == kCall ? 0 : field(2), known->second});
    for (std::size_t k = 0; fresh && k < n; ++k) script.args.push_back(arg_at(from, 1 + k * kArgFields));
  }
  return script;
}

GuardEvent perform(GuardCache& cache, const Script& script, const Step& step, int& entry) {
  return cache.call(script.args.data() + step.first_arg, step.a, &entry);
}

void add_reason(const char* reason, std::vector<std::int64_t>& record) {
  char bytes[kReason] = {};
  std::memcpy(bytes, reason, strnlen(reason, kReason - 1));
  for (std::size_t i = 0; i < kReason; i += 8) {
    std::int64_t field;
    std::memcpy(&field, bytes + i, 8);
    record.push_back(field);
  }
}

}  // namespace

PREP_CALL(c) {
  const Script script = read(c.script("script"));
  prep::Writer trace = c.trace("trace");
  const bool quiet = c.i("quiet") != 0;
  std::unique_ptr<GuardCache> cache;
  std::vector<std::int64_t> answers(script.steps.size());
  const auto play = [&] {
    for (std::size_t i = 0; i < script.steps.size(); ++i) {
      const Step& step = script.steps[i];
      if (step.operation == kNew) {
        cache.reset(make_guard_cache(static_cast<GuardMode>(step.a), step.b));
      } else if (step.operation == kMark) {
        cache->mark_dynamic(step.a, step.b);
      } else {
        int entry = -2;
        const std::int64_t before = allocations;
        const GuardEvent event = perform(*cache, script, step, entry);
        const std::int64_t allocated = allocations - before;
        if (quiet) {
          answers[i] = 16 * entry + static_cast<std::int64_t>(event);
          continue;
        }
        std::vector<std::int64_t> record{static_cast<std::int64_t>(event), entry, allocated};
        add_reason(cache->last_reason(), record);
        trace.record(record);
      }
    }
  };
  c.timed(play);
  if (quiet) trace.record(answers);
}
