#include "grade/verdict.h"

#include <algorithm>
#include <array>

namespace prep {
namespace {

struct Row {
  Verdict verdict;
  std::string_view word;
  std::string_view sentence;
};

constexpr std::array<Row, 18> kRows = {{
    {Verdict::build_failed, "build_failed", "it does not compile"},
    {Verdict::forbidden_call, "forbidden_call", "it calls what this exercise asks you to write"},
    {Verdict::deadlock, "deadlock", "threads wait for each other for ever"},
    {Verdict::barrier_divergence, "barrier_divergence", "not every thread of the block reaches the barrier"},
    {Verdict::memory_error, "memory_error", "it touches memory that is not its own"},
    {Verdict::race, "race", "two threads touch the same memory without an order between them"},
    {Verdict::uninitialized, "uninitialized", "it reads memory that nothing has written"},
    {Verdict::undefined_behavior, "undefined_behavior", "the language does not define what this does"},
    {Verdict::crashed, "crashed", "it crashed"},
    {Verdict::output_limit, "output_limit", "it printed without end"},
    {Verdict::timed_out, "timed_out", "it did not end in time"},
    {Verdict::input_modified, "input_modified", "it changed its input"},
    {Verdict::nondeterministic, "nondeterministic", "the same input gave two different answers"},
    {Verdict::wrong_answer, "wrong_answer", "the answer is wrong"},
    {Verdict::too_slow, "too_slow", "it is right, but slower than a pass asks for"},
    {Verdict::passed, "passed", "it is right"},
    {Verdict::not_graded, "not_graded", "it could not be graded here"},
    {Verdict::unstable_measurement, "unstable_measurement", "the measurement cannot be true"},
}};

const Row& row(Verdict verdict) {
  return *std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.verdict == verdict; });
}

}  // namespace

std::string_view word(Verdict verdict) { return row(verdict).word; }

std::optional<Verdict> verdict_of(std::string_view text) {
  const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.word == text; });
  return found == kRows.end() ? std::nullopt : std::optional(found->verdict);
}

std::string sentence(Verdict verdict) { return std::string(row(verdict).sentence); }

int exit_code(Verdict verdict) {
  if (verdict == Verdict::passed) return 0;
  return verdict == Verdict::not_graded || verdict == Verdict::unstable_measurement ? 3 : 1;
}

Verdict worse(Verdict a, Verdict b) { return std::min(a, b); }

}  // namespace prep
