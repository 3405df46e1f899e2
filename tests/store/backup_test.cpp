#include "catch.h"
#include "store/device_folder.h"
#include "store/thinning.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;
using std::chrono::sys_days;

namespace {

sys_days day(const std::string& text) {
  return sys_days{std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{
      Milliseconds{parse_moment(text + "T00:00:00Z").utc_ms}})};
}

std::size_t backups(const Machine& machine) {
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(machine.data() / "backup")) ++n;
  return n;
}

}  // namespace

TEST_CASE("which backups stay, as a table seen from Wednesday 2026-05-20") {
  struct Row {
    const char* date;
    int hour;
    bool kept;
  };
  const std::vector<Row> rows{
      {"2026-05-20", 9, true},  {"2026-05-20", 8, true},    // today: all
      {"2026-05-19", 23, true}, {"2026-05-19", 1, true},    // yesterday: all
      {"2026-05-18", 20, true}, {"2026-05-18", 9, false},   // then the newest of a day
      {"2026-05-06", 10, true}, {"2026-05-06", 9, false},   // 14 days ago: still daily
      {"2026-05-05", 10, true}, {"2026-05-04", 23, false},  // the week from Monday the 4th
      {"2026-05-03", 9, true},  {"2026-04-27", 9, false},   // the week before it
      {"2026-03-11", 9, true},  {"2026-03-10", 9, true},    // 70 and 71 days: weekly, monthly
      {"2026-03-09", 9, false}, {"2026-02-28", 9, true},   {"2026-02-01", 9, false},
      {"2024-01-31", 9, true},  {"2026-06-01", 9, true}};  // years ago; a date to come
  std::vector<std::chrono::sys_seconds> stamps;
  for (const Row& row : rows) stamps.push_back(day(row.date) + std::chrono::hours{row.hour});
  const std::vector<bool> keep = kept(stamps, day("2026-05-20"));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    INFO(rows[i].date << " at " << rows[i].hour);
    CHECK(keep[i] == rows[i].kept);
  }
}

TEST_CASE("a year of daily backups stays small and always holds the newest") {
  Machine machine("thisone", Where::memory);
  const fs::path file = machine.home() / "ex_01" / "add.cu";
  for (int i = 0; i < 365; ++i) {
    spill(file, std::to_string(i));
    const fs::path backup = back_up(machine.store(), file);
    CHECK(slurp(machine.home() / backup) == std::to_string(i));
    machine.clock.advance(std::chrono::hours{24});
  }
  CHECK(backups(machine) <= 2 + 14 + 10 + 12);
  CHECK(backups(machine) >= 30);
}

TEST_CASE("backups of one second have names of their own, and other files are left alone") {
  Machine machine;
  const fs::path file = machine.home() / "ex_01" / "add.cu";
  spill(file, "one");
  spill(machine.data() / "backup" / "add.20200101T000000Z.cu", "old, of its month the newest");
  spill(machine.data() / "backup" / "add.20200101T000000Z.cpp", "another file");
  spill(machine.data() / "backup" / "add.by-hand.cu", "the learner's own copy");
  CHECK(back_up(machine.store(), file) == ".prep/backup/add.20260511T100000Z.cu");
  spill(file, "two");
  CHECK(back_up(machine.store(), file) == ".prep/backup/add.20260511T100000Z-2.cu");
  CHECK(slurp(machine.data() / "backup" / "add.20260511T100000Z.cu") == "one");
  CHECK(slurp(machine.data() / "backup" / "add.20260511T100000Z-2.cu") == "two");
  CHECK(backups(machine) == 5);
  CHECK(check_store(machine.store()).backups == 5);
}

TEST_CASE("a file that is not there cannot be backed up, and that is said") {
  const Machine machine;
  const Refusal why = refusal([&] { back_up(machine.store(), machine.home() / "none.cu"); });
  CHECK(why.exit == 5);
  CHECK_THAT(why.sentence, ContainsSubstring("none.cu") && ContainsSubstring("no backup was made"));
}
