#include "catch.h"
#include "store/device_folder.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

const char* const kFile = "ex_03_transpose/transpose.cu";

// Which of the tasks a, b, c, d count as done, as letters.
std::string done(const Machine& machine) {
  std::string letters;
  for (const auto& [task, progress] : load(machine.store()).progress.tasks) letters += task;
  return letters;
}

// Carries out a script: a letter ticks that task, u = undo, r = redo. Returns "-" for a refused step.
std::string play(Machine& machine, const std::string& script) {
  std::string refused;
  for (const char step : script) {
    machine.clock.advance(Milliseconds{1000});
    const Refusal why = refusal([&] {
      if (step == 'u') undo(machine.store());
      if (step == 'r') redo(machine.store());
      if (step < 'q') append(machine.store(), TaskDone{std::string(1, step)});
    });
    if (why.exit != 0) refused += why.kind == "nothing_to_undo" ? "-" : "?";
  }
  return refused;
}

}  // namespace

TEST_CASE("undo and redo as a table") {
  struct Row {
    const char* script;
    const char* left;
    const char* refused;
  };
  const Row row = GENERATE(
      Row{"abc", "abc", ""}, Row{"abcu", "ab", ""}, Row{"abcuu", "a", ""}, Row{"abcuuu", "", ""},
      Row{"abuuu", "", "-"}, Row{"abcur", "abc", ""}, Row{"abcuur", "ab", ""}, Row{"abcuurr", "abc", ""},
      Row{"abcuurrr", "abc", "-"}, Row{"abcuuru", "a", ""}, Row{"abcurur", "abc", ""}, Row{"abur", "ab", ""},
      Row{"abcud", "abd", ""}, Row{"abcudr", "abcd", ""}, Row{"abcuduu", "a", ""}, Row{"abr", "ab", "-"},
      Row{"u", "", "-"}, Row{"aau", "a", ""}, Row{"abcuurruu", "a", ""});
  INFO(row.script);
  Machine machine("thisone", Where::memory);
  CHECK(play(machine, row.script) == row.refused);
  CHECK(done(machine) == row.left);
  fs::remove(machine.data() / "snapshot.json");
  CHECK(done(machine) == row.left);
}

TEST_CASE("undo says in words what it did, and when that was") {
  Machine machine;
  append(machine.store(), Ticked{"profile", true});
  machine.clock.advance(Milliseconds{130'000});
  CHECK(undo(machine.store()).words == "Undid \"tick profile\" (2 min ago).");
  CHECK(redo(machine.store()).words == "Redid \"tick profile\" (just now).");
  CHECK(load(machine.store()).progress.ticks.at("profile"));
  machine.clock.set("2026-05-01T00:00:00Z");  // a clock that went back: no negative interval
  CHECK(undo(machine.store()).words == "Undid \"tick profile\" (just now).");
}

TEST_CASE("attempts are facts: undo passes over them, and refuses them by id") {
  Machine machine;
  AttemptMade attempt;
  attempt.exercise = "ex_01";
  attempt.verdict = "passed";
  append(machine.store(), HintTaken{"ex_01", 2});
  const std::string id = append(machine.store(), attempt).id;
  CHECK(undo(machine.store()).words == "Undid \"hint 2 of ex_01\" (just now).");
  CHECK(load(machine.store()).progress.exercises.at("ex_01").hint_level == 0);
  CHECK(load(machine.store()).progress.exercises.at("ex_01").passed);
  CHECK(refusal([&] { undo(machine.store(), id); }).kind == "not_undoable");
  CHECK(refusal([&] { undo(machine.store(), "01HZZZZZZZ0123456789ABCDEF"); }).kind == "unknown_record");
}

TEST_CASE("undoing by id: the record, then its undo, and never twice") {
  Machine machine;
  const std::string a = append(machine.store(), TaskDone{"a"}).id;
  append(machine.store(), TaskDone{"b"});
  const UndoOutcome outcome = undo(machine.store(), a);
  CHECK(outcome.undone.id == a);
  CHECK(done(machine) == "b");
  CHECK(refusal([&] { undo(machine.store(), a); }).kind == "already_undone");
  CHECK(undo(machine.store(), outcome.record.id).words == "Redid \"done a\" (just now).");
  CHECK(done(machine) == "ab");
  CHECK(history(machine.store()).taken_back == std::vector<std::string>{outcome.record.id});
}

TEST_CASE("another device's record is taken back only by its id") {
  Machine mine("mine"), yours("yours");
  const std::string theirs = append(yours.store(), TaskDone{"a"}).id;
  import_journals(mine.store(), yours.home());
  CHECK(refusal([&] { undo(mine.store()); }).kind == "nothing_to_undo");
  undo(mine.store(), theirs);
  CHECK(done(mine).empty());
  import_journals(yours.store(), mine.home());
  CHECK(done(yours).empty());
  CHECK(refusal([&] { redo(yours.store()); }).kind == "nothing_to_undo");  // it was the other one's undo
  redo(mine.store());
  CHECK(done(mine) == "a");
}

TEST_CASE("undo of a reset puts the file back, keeps what it replaces, and redo returns to that") {
  Machine machine;
  const fs::path file = machine.home() / kFile;
  spill(file, "my work");
  const fs::path backup = back_up(machine.store(), file);
  CHECK(backup == ".prep/backup/transpose.20260511T100000Z.cu");
  spill(file, "starter");
  append(machine.store(), FileReset{"ex_03", kFile, backup.string()});

  spill(file, "starter, edited");
  CHECK(undo(machine.store()).words == "Undid \"reset ex_03\" (just now): file restored.");
  CHECK(slurp(file) == "my work");
  spill(file, "my work, continued");
  CHECK(redo(machine.store()).words == "Redid \"reset ex_03\" (just now): file restored.");
  CHECK(slurp(file) == "starter, edited");
  undo(machine.store());
  CHECK(slurp(file) == "my work");  // the reset's own backup
  std::vector<std::string> kept;
  for (const auto& entry : fs::directory_iterator(machine.data() / "backup"))
    kept.push_back(slurp(entry.path()));
  CHECK(holds(kept, "my work, continued"));
  CHECK(holds(kept, "starter, edited"));
}

TEST_CASE("a reset whose backup is gone stays, with a sentence") {
  Machine machine;
  const fs::path file = machine.home() / kFile;
  spill(file, "my work");
  const fs::path backup = back_up(machine.store(), file);
  append(machine.store(), FileReset{"ex_03", kFile, backup.string()});
  fs::remove(machine.home() / backup);
  spill(file, "starter");
  const auto before = machine.ids();
  const Refusal why = refusal([&] { undo(machine.store()); });
  CHECK(why.exit == 5);
  CHECK(why.kind == "backup_gone");
  CHECK(slurp(file) == "starter");
  CHECK(machine.ids() == before);
}

TEST_CASE("a record cannot name a file outside the folder") {
  const std::string bad = GENERATE("../outside.cu", "/etc/hostname", "a/../../outside.cu", "");
  Machine machine;
  spill(machine.home() / ".prep" / "backup" / "b.cu", "x");
  append(machine.store(), FileReset{"ex_03", bad, ".prep/backup/b.cu"});
  const Refusal why = refusal([&] { undo(machine.store()); });
  CHECK(why.exit == 5);
  CHECK(why.kind == "bad_record");
}
