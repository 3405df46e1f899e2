#include <algorithm>
#include <random>

#include "catch.h"
#include "os/hash.h"
#include "store/codec.h"
#include "store/device_folder.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

Action random_action(std::mt19937& random) {
  const std::string exercise = "ex_0" + std::to_string(random() % 4),
                    task = "t" + std::to_string(random() % 6);
  AttemptMade attempt{exercise,
                      static_cast<int>(random() % 3),
                      "sim",
                      random() % 2 ? "passed" : "race",
                      random() % 2 ? "gold" : "pass",
                      random() % 2 == 0,
                      "",
                      "",
                      0,
                      1,
                      2};
  switch (random() % 9) {
    case 0:
      return TaskSkipped{task, "2026-05-20"};
    case 1:
      return HintTaken{exercise, static_cast<int>(random() % 4)};
    case 2:
      return SolutionShown{exercise, "give_up"};
    case 3:
      return FileOpened{exercise};
    case 4:
      return PlanChosen{random() % 2 ? "focused" : "standard", static_cast<int>(random() % 9)};
    case 5:
      return Ticked{task, random() % 2 == 0};
    case 6:
      return attempt;
    default:
      return TaskDone{task};
  }
}

void random_step(Machine& machine, const std::vector<Machine*>& others, std::mt19937& random) {
  machine.clock.advance(Milliseconds{static_cast<std::int64_t>(random() % 40'000'000) - 4'000'000});
  const auto any_record = [&]() -> std::string {
    const auto ids = machine.ids();
    return ids.empty() ? "" : ids[random() % ids.size()];
  };
  // Some steps have nothing to work on; that they are refused is tested elsewhere.
  refusal([&] {
    switch (random() % 10) {
      case 0:
        undo(machine.store());
        break;
      case 1:
        redo(machine.store());
        break;
      case 2:
        undo(machine.store(), any_record());
        break;
      case 3:
        import_journals(machine.store(), others[random() % others.size()]->home());
        break;
      case 4:
        fs::remove(machine.data() / "snapshot.json");
        break;
      default:
        append(machine.store(), random_action(random));
    }
  });
}

}  // namespace

TEST_CASE("two machines' folders merge by record id, both ways, and a second time adds nothing") {
  Machine desk("desk"), laptop("laptop");
  append(desk.store(), TaskDone{"a"});
  append(laptop.store(), TaskDone{"b"});
  append(laptop.store(), TaskDone{"c"});
  const std::string own_before = slurp(desk.journal("desk"));

  const ImportOutcome first = import_journals(desk.store(), laptop.home());
  CHECK(first.added == 2);
  CHECK(first.known == 0);
  CHECK(first.remarks.empty());
  CHECK(slurp(desk.journal("laptop")) == slurp(laptop.journal("laptop")));
  CHECK(slurp(desk.journal("desk")) == own_before);
  const ImportOutcome again = import_journals(desk.store(), laptop.home() / ".prep");
  CHECK(again.added == 0);
  CHECK(again.known == 2);

  CHECK(import_journals(laptop.store(), desk.home()).added == 1);
  CHECK(load(desk.store()).progress == load(laptop.store()).progress);
  CHECK(load(desk.store()).progress.tasks.size() == 3);
  CHECK(append(desk.store(), TaskDone{"d"}).seq == 2);
}

TEST_CASE("new ids lie behind every id seen, also another device's with a clock ahead") {
  Machine desk("desk"), ahead("ahead");
  ahead.clock.set("2026-05-11T20:00:00Z");
  const std::string theirs = append(ahead.store(), TaskDone{"a"}).id;
  import_journals(desk.store(), ahead.home());
  CHECK(theirs < append(desk.store(), TaskDone{"b"}).id);
  CHECK(load(desk.store()).progress.tasks.size() == 2);
}

TEST_CASE("records of this machine that only a copy still has come back") {
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  const std::string old_journal = slurp(machine.journal());
  append(machine.store(), TaskDone{"b"});
  append(machine.store(), TaskDone{"c"});
  const TempDir copy;
  fs::copy(machine.home(), copy / "work", fs::copy_options::recursive);
  spill(machine.journal(), old_journal);  // as after putting back an old backup
  CHECK(load(machine.store()).remarks.size() == 1);

  const ImportOutcome outcome = import_journals(machine.store(), copy / "work");
  CHECK(outcome.added == 2);
  REQUIRE(outcome.remarks.size() == 1);
  CHECK_THAT(outcome.remarks[0], ContainsSubstring("2 records of this machine"));
  CHECK(slurp(machine.journal()).substr(0, old_journal.size()) == old_journal);
  CHECK(load(machine.store()).progress.tasks.size() == 3);
  CHECK(append(machine.store(), TaskDone{"d"}).seq == 4);
}

TEST_CASE("a record that differs in the copy is reported, and this folder's own is kept") {
  const Machine machine;
  Event event = append(machine.store(), TaskDone{"a"});
  const std::string own = slurp(machine.journal());
  const TempDir copy;
  event.action = TaskDone{"forged"};
  spill(copy.path() / ".prep" / "journal-thisone.jsonl", encode(event) + "\n");
  const ImportOutcome outcome = import_journals(machine.store(), copy.path());
  CHECK(outcome.added == 0);
  REQUIRE(outcome.remarks.size() == 1);
  CHECK_THAT(outcome.remarks[0], ContainsSubstring("1 records differ") && ContainsSubstring(event.id));
  CHECK(slurp(machine.journal()) == own);
}

TEST_CASE("damage in either copy is said, set aside, and never spreads") {
  Machine desk("desk"), laptop("laptop");
  for (const char* task : {"a", "b", "c"}) append(laptop.store(), TaskDone{task});
  import_journals(desk.store(), laptop.home());
  append(laptop.store(), TaskDone{"d"});

  std::string mine = slurp(desk.journal("laptop"));
  mine[30] ^= 1;  // the first record, here
  spill(desk.journal("laptop"), mine);
  std::string yours = slurp(laptop.journal("laptop"));
  yours[yours.size() / 2 + 30] ^= 1;  // the third one, there
  spill(laptop.journal("laptop"), yours);

  const ImportOutcome outcome = import_journals(desk.store(), laptop.home());
  CHECK(outcome.added == 2);
  CHECK(outcome.remarks.size() == 2);
  CHECK(load(desk.store()).progress.tasks.size() == 4);
  CHECK(load(desk.store()).remarks.empty());
  CHECK(slurp(desk.data() / "journal-laptop.jsonl.corrupt-20260511T100000Z") == mine);
}

TEST_CASE("unknown keys and operations of a newer prep travel with an import, byte for byte") {
  Machine desk("desk"), laptop("laptop");
  const std::string line = encode(append(laptop.store(), TaskDone{"a"}));
  std::string body = line.substr(0, line.rfind(",\"crc\"")) + ",\"mood\":{\"x\":[1]}";
  body.replace(body.find("\"op\":\"done\""), 11, "\"op\":\"review\"");
  const std::string changed = body + ",\"crc\":\"" + crc32c_hex(body) + "\"}\n";
  spill(laptop.journal("laptop"), changed);
  CHECK(import_journals(desk.store(), laptop.home()).added == 1);
  CHECK(slurp(desk.journal("laptop")) == changed);
}

TEST_CASE("what cannot be imported is refused with a sentence") {
  const Machine machine, empty;
  append(machine.store(), TaskDone{"a"});
  CHECK(refusal([&] { import_journals(machine.store(), empty.home()); }).kind == "no_journal");
  CHECK(refusal([&] { import_journals(machine.store(), machine.home()); }).kind == "same_folder");
  const TempDir newer;
  const std::string body = "{\"v\":9,\"id\":1";
  spill(newer / "journal-x.jsonl", body + ",\"crc\":\"" + crc32c_hex(body) + "\"}\n");
  CHECK(refusal([&] { import_journals(machine.store(), newer.path()); }).kind == "store_newer");

  const TempDir strange;
  Event event = history(machine.store()).events[0];
  event.device = "../../escape";
  event.id = "01HZZZZZZZ0123456789ABCDEF";
  spill(strange / "journal-x.jsonl", encode(event) + "\n");
  const ImportOutcome outcome = import_journals(machine.store(), strange.path());
  CHECK(outcome.added == 0);
  CHECK(outcome.remarks.size() == 1);
}

TEST_CASE("a journal that a synchroniser drops beside a fresh snapshot is folded in its order of time") {
  Machine early("early"), late("late");
  append(early.store(), TaskSkipped{"a", ""});
  late.clock.advance(Milliseconds{60'000});
  append(late.store(), TaskDone{"a"});
  fs::copy(early.journal("early"), late.data());
  CHECK(load(late.store()).progress.tasks.at("a").mark == TaskMark::done);
  append(late.store(), TaskDone{"b"});
  CHECK(load(late.store()).progress.tasks.at("a").mark == TaskMark::done);
  CHECK(load(late.store()).progress.events == 3);
}

TEST_CASE("a file synchroniser's conflict copies are read, each record once") {
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  const std::string one = slurp(machine.journal());
  append(machine.store(), TaskDone{"b"});
  fs::copy(machine.journal(), machine.data() / "journal-thisone.sync-conflict-20260511.jsonl");
  spill(machine.journal(), one);
  fs::remove(machine.data() / "snapshot.json");
  CHECK(load(machine.store()).progress.events == 2);
  CHECK(load(machine.store()).progress.tasks.size() == 2);
}

TEST_CASE("random lives on three machines: the fold of the union does not depend on the order of imports") {
  const auto seed = GENERATE(range(1U, 25U));
  INFO("seed " << seed);
  std::mt19937 random(seed);
  Machine a("aaaa", Where::memory), b("bbbb", Where::memory), c("cccc", Where::memory);
  std::vector<Machine*> machines{&a, &b, &c};
  for (Machine* machine : machines) append(machine->store(), FileOpened{"ex_01"});
  for (int step = 0; step < 60; ++step) {
    Machine& machine = *machines[random() % 3];
    random_step(machine, machines, random);
    CHECK(load(machine.store()).progress == fold_all(history(machine.store()).events));
  }
  std::vector<int> order{0, 1, 2};
  std::optional<Progress> first;
  do {
    const Machine fresh("dddd", Where::memory);
    for (const int i : order) import_journals(fresh.store(), machines[static_cast<std::size_t>(i)]->home());
    const Progress progress = load(fresh.store()).progress;
    if (!first) first = progress;
    CHECK(progress == *first);
    CHECK(progress == fold_all(history(fresh.store()).events));
    for (const Machine* machine : machines) {
      for (const std::string& id : machine->ids()) CHECK(holds(fresh.ids(), id));
    }
  } while (std::next_permutation(order.begin(), order.end()));
}
