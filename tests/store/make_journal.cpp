// make_journal HOME N: writes one journal of N valid records of another device, for benchmarks. The records
// look like a long life with prep: mostly attempts, some ticks, hints and an undo now and then; one a minute,
// ending at the newest.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "os/clock.h"
#include "os/paths.h"
#include "os/ulid.h"
#include "store/codec.h"
#include "store/journal.h"

namespace {

std::string padded(std::uint64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

prep::Action action_of(std::uint64_t n, const std::string& last_tick) {
  const std::string exercise = "ex_" + padded(1 + n % 99);
  if (n % 1000 == 999) return prep::Undone{last_tick};
  if (n % 10 == 7)
    return prep::TaskDone{"w" + std::to_string(1 + n / 70 % 12) + "d" + std::to_string(1 + n / 10 % 7) +
                          "-task"};
  if (n % 10 == 8) return prep::HintTaken{exercise, static_cast<int>(1 + n % 3)};
  prep::AttemptMade attempt;
  attempt.exercise = exercise;
  attempt.backend = n % 3 == 0 ? "gpu" : "sim";
  attempt.verdict = n % 4 == 0 ? "passed" : "wrong_answer";
  attempt.band = n % 8 == 0 ? "good" : "";
  attempt.seed = std::to_string(n * 2654435761U);
  attempt.source_hash = "0123456789abcdef0123456789abcdef";
  attempt.of_target = static_cast<double>(n % 100) / 100;
  attempt.cases_ok = static_cast<int>(n % 12);
  attempt.cases = 12;
  return attempt;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_journal HOME N\n");
    return 2;
  }
  const std::filesystem::path data = prep::Home{argv[1]}.data();
  const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
  constexpr std::int64_t kFirstMs = 1'700'000'000'000, kStepMs = 60'000;
  std::filesystem::create_directories(data);
  std::ofstream out(prep::journal_of(data, "benchmark"), std::ios::binary | std::ios::trunc);
  std::string last_tick = prep::make_ulid(kFirstMs);
  for (std::uint64_t n = 0; n < count; ++n) {
    prep::Event event;
    event.utc_ms = kFirstMs + static_cast<std::int64_t>(n) * kStepMs;
    event.id = prep::make_ulid(event.utc_ms);
    event.device = "benchmark";
    event.seq = n + 1;
    event.offset_minutes = 60;
    event.day = prep::study_day({event.utc_ms, event.offset_minutes});
    event.action = action_of(n, last_tick);
    if (std::holds_alternative<prep::TaskDone>(event.action)) last_tick = event.id;
    out << prep::encode(event) << '\n';
  }
  out.flush();
  return out ? 0 : 1;
}
