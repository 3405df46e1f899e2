// The store under real processes: killed, racing, and out of disk space.
#include <sched.h>
#include <sys/mount.h>

#include <fstream>
#include <memory>
#include <random>
#include <set>

#include "catch.h"
#include "store/device_folder.h"
#include "store/spawn.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

constexpr int kSecond = 1'000'000;  // microseconds

std::set<std::string> as_set(const std::vector<std::string>& ids) { return {ids.begin(), ids.end()}; }

void check_confirmed(const Machine& machine, const std::vector<std::string>& confirmed) {
  const auto ids = as_set(machine.ids());
  std::size_t lost = 0;
  for (const std::string& id : confirmed) lost += ids.contains(id) ? 0 : 1;
  CHECK(lost == 0);
  CHECK(load(machine.store()).progress == fold_all(history(machine.store()).events));
}

void kill_rounds(int rounds, Where where) {
  Machine machine("", where);
  std::mt19937 random(20260511);
  std::vector<std::string> confirmed;
  int killed = 0;
  for (int round = 0; round < rounds; ++round) {
    Appender appender(machine.home(), machine.state(), 1000);
    appender.read_ids(random() % 4, 5 * kSecond);
    appender.read_ids(1000, static_cast<int>(random() % 1500));
    appender.kill();
    killed += appender.finish() == -1 ? 1 : 0;
    for (const std::string& id : appender.ids()) confirmed.push_back(id);
    if (load(machine.store()).progress.events < confirmed.size()) FAIL("round " << round << " lost a record");
    if (round % 50 == 49) check_confirmed(machine, confirmed);
  }
  CHECK(killed == rounds);
  CHECK(confirmed.size() > static_cast<std::size_t>(rounds) / 2);
  check_confirmed(machine, confirmed);
  machine.clock.set("2030-01-01T00:00:00Z");
  const Event last = append(machine.store(), TaskDone{"after"});
  confirmed.push_back(last.id);
  check_confirmed(machine, confirmed);
}

void race(int processes, int appends, Where where) {
  Machine machine("", where);
  std::vector<std::unique_ptr<Appender>> appenders;
  for (int i = 0; i < processes; ++i) {
    appenders.push_back(std::make_unique<Appender>(machine.home(), machine.state(), appends));
  }
  std::vector<std::string> confirmed;
  for (const auto& appender : appenders) {
    CHECK(appender->finish() == 0);
    for (const std::string& id : appender->ids()) confirmed.push_back(id);
  }
  const auto total = static_cast<std::size_t>(processes * appends);
  CHECK(as_set(confirmed).size() == total);
  check_confirmed(machine, confirmed);
  std::set<std::uint64_t> numbers;
  for (const Event& event : history(machine.store()).events) numbers.insert(event.seq);
  CHECK(numbers.size() == total);
  CHECK(*numbers.rbegin() == total);
  CHECK(list_journals(machine.data()).size() == 1);  // eight first appends agreed on one device
  machine.clock.set("2100-01-01T00:00:00Z");         // the appenders ran on the real clock
  CHECK(load(machine.store()).remarks.empty());
}

// Fills what is left of a small file system.
void fill(const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  const std::string page(4096, 'x');
  while (out.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
  }
}

}  // namespace

TEST_CASE("SIGKILL at random points, 500 rounds: every confirmed record is there") {
  kill_rounds(500, Where::memory);
}

TEST_CASE("SIGKILL at random points, 5000 rounds on the disk", "[.][soak]") {
  kill_rounds(5000, Where::disk);
}

TEST_CASE("8 processes append 100 records each at once") { race(8, 100, Where::memory); }

TEST_CASE("16 processes append 500 records each at once on the disk", "[.][soak]") {
  race(16, 500, Where::disk);
}

TEST_CASE("a file size limit at any byte ends in exit 5 and loses nothing") {
  for (std::uint64_t limit = 1; limit < 900; limit += 13) {
    INFO("limit of " << limit << " bytes");
    const Machine machine("", Where::memory);
    Appender starved(machine.home(), machine.state(), 50, limit);
    CHECK(starved.finish() == 5);
    std::vector<std::string> confirmed = starved.ids();
    CHECK(machine.ids() == confirmed);
    confirmed.push_back(append(machine.store(), TaskDone{"after"}).id);
    check_confirmed(machine, confirmed);
    CHECK(machine.ids().size() == confirmed.size());
  }
}

TEST_CASE("a full disk ends in exit 5 and loses nothing, and space makes it work again") {
  const TempDir dir;
  const fs::path disk = dir / "disk";
  fs::create_directories(disk);
  if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=128k") != 0) {
    WARN("skipped: mounting a small file system is not permitted here");
    return;
  }
  spill(disk / "ballast", std::string(16 * 1024, 'x'));
  Appender appender(disk / "work", disk / "state", 5000);
  CHECK(appender.finish() == 5);
  std::vector<std::string> confirmed = appender.ids();
  CHECK(confirmed.size() > 50);

  const FakeClock clock("2030-01-01T00:00:00Z");
  const StoreContext store{Home{disk / "work"}, clock, system_files(), Milliseconds{2000}, disk / "state"};
  const auto ids_now = [&] {
    std::vector<std::string> ids;
    for (const Event& event : history(store).events) ids.push_back(event.id);
    return ids;
  };
  fill(disk / "filler");
  while (ids_now().size() < 5000 &&
         refusal([&] { confirmed.push_back(append(store, TaskDone{"more"}).id); }).exit == 0) {
  }
  CHECK(ids_now() == confirmed);
  CHECK(load(store).progress.events == confirmed.size());
  const Refusal why = refusal([&] { append(store, TaskDone{"no room"}); });
  CHECK(why.exit == 5);
  CHECK(why.kind == "disk_full");
  CHECK_THAT(why.sentence, ContainsSubstring("free some space"));
  CHECK(ids_now() == confirmed);

  fs::remove(disk / "ballast");
  confirmed.push_back(append(store, TaskDone{"room again"}).id);
  CHECK(ids_now() == confirmed);
  CHECK(load(store).progress == fold_all(history(store).events));
  umount2(disk.c_str(), MNT_DETACH);
}
