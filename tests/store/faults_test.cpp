// Every mutating command, broken or killed at each single step it does on the disk, with and without a power
// cut after it.
#include <functional>
#include <memory>

#include "catch.h"
#include "store/device_folder.h"
#include "store/faulty_files.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

const char* const kLearnerFile = "ex_03_transpose/transpose.cu";
const char* const kOther = "other";  // the home of a second machine, beside the first one's

struct Ground {
  TempDir dir{Where::memory};
  FakeClock clock;
  fs::path home() const { return dir / "work"; }
  fs::path data() const { return home() / ".prep"; }
  StoreContext store(Files& files) const {
    return {Home{home()}, clock, files, Milliseconds{2000}, dir / "state"};
  }
  StoreContext other(Files& files) const {
    return {Home{dir / kOther}, clock, files, Milliseconds{2000}, dir / "other-state"};
  }
};

struct Command {
  const char* name;
  std::function<void(Ground&, Files&)> prepare;
  std::function<void(const Ground&, Files&)> run;
};

void three_records(Ground& ground, Files& files) {
  append(ground.store(files), PlanChosen{"standard"});
  append(ground.store(files), TaskDone{"w1d1-read"});
  append(ground.store(files), HintTaken{"ex_03", 1});
}

void a_reset(Ground& ground, Files& files) {
  three_records(ground, files);
  spill(ground.home() / kLearnerFile, "my work");
  const fs::path backup = back_up(ground.store(files), ground.home() / kLearnerFile);
  spill(ground.home() / kLearnerFile, "the starter, edited since");
  append(ground.store(files), FileReset{"ex_03", kLearnerFile, backup.string()});
}

void two_machines(Ground& ground, Files& files) {
  append(ground.other(files), TaskDone{"w1d2-read"});
  append(ground.other(files), TaskDone{"w1d2-drill"});
  three_records(ground, files);
  import_journals(ground.store(files), ground.dir / kOther);
  ground.clock.advance(Milliseconds{5000});
  append(ground.other(files), TaskDone{"w1d3-read"});
  append(ground.other(files), Undone{history(ground.other(files)).events[0].id});
}

// The copy of the other's journal has a damaged first line, far from its end; healed, the file has the same
// length.
void a_damaged_copy(Ground& ground, Files& files) {
  for (int i = 0; i < 30; ++i) append(ground.other(files), TaskDone{"w1d2-read-" + std::to_string(i)});
  import_journals(ground.store(files), ground.dir / kOther);
  const fs::path journal = list_journals(ground.data()).at(0);
  std::string bytes = slurp(journal);
  bytes[40] ^= 1;
  spill(journal, bytes);
  fs::remove(ground.data() / "snapshot.json");
  three_records(ground, files);
}

void damaged_lines(Ground& ground, Files& files) {
  three_records(ground, files);
  const fs::path journal = list_journals(ground.data()).at(0);
  spill(journal, slurp(journal) + "{\"v\":1,\"id\":\"torn\n{\"v\":1,\"half");
  spill(ground.data() / "snapshot.json", "{}");
}

void nothing(Ground&, Files&) {}

std::vector<Command> commands() {
  const auto tick = [](const Ground& g, Files& f) { append(g.store(f), TaskDone{"w1d1-drill"}); };
  return {
      {"first append", nothing, tick},
      {"append", three_records, tick},
      {"append behind a torn line", damaged_lines, tick},
      {"undo", three_records, [](const Ground& g, Files& f) { undo(g.store(f)); }},
      {"redo",
       [](Ground& g, Files& f) {
         three_records(g, f);
         undo(g.store(f));
       },
       [](const Ground& g, Files& f) { redo(g.store(f)); }},
      {"undo of a reset", a_reset, [](const Ground& g, Files& f) { undo(g.store(f)); }},
      {"redo of a reset",
       [](Ground& g, Files& f) {
         a_reset(g, f);
         undo(g.store(f));
       },
       [](const Ground& g, Files& f) { redo(g.store(f)); }},
      {"back up", a_reset, [](const Ground& g, Files& f) { back_up(g.store(f), g.home() / kLearnerFile); }},
      {"import", two_machines,
       [](const Ground& g, Files& f) { import_journals(g.store(f), g.dir / kOther); }},
      {"import that heals", a_damaged_copy,
       [](const Ground& g, Files& f) { import_journals(g.store(f), g.dir / kOther); }},
      {"restore", damaged_lines, [](const Ground& g, Files& f) { restore_store(g.store(f)); }},
  };
}

std::vector<std::string> ids_of(const StoreContext& store) {
  std::vector<std::string> ids;
  for (const Event& event : history(store).events) ids.push_back(event.id);
  return ids;
}

bool all_in(const std::vector<std::string>& few, const std::vector<std::string>& many) {
  return std::all_of(few.begin(), few.end(), [&](const std::string& id) { return holds(many, id); });
}

// Some file under the home folder has exactly these bytes.
bool somewhere(const fs::path& home, const std::string& bytes) {
  for (const auto& entry : fs::recursive_directory_iterator(home)) {
    if (entry.is_regular_file() && slurp(entry.path()) == bytes) return true;
  }
  return false;
}

enum class End { done, refused, killed };

// Runs the command with the fault; false when it ended before the faulty step.
bool broken_at(const Command& command, const Ground& ground, Fault fault, int step, Loss loss, End& end) {
  FaultyFiles files(fault, step);
  end = End::done;
  try {
    command.run(ground, files);
  } catch (const Killed&) {
    end = End::killed;
  } catch (const Error& error) {
    end = End::refused;
    CHECK(error.exit() == Exit::store);
    CHECK(std::string(error.what()).size() > 40);
  }
  if (end == End::killed) files.lose(loss);
  return files.reached();
}

void try_every_step(const Command& command, Fault fault, Loss loss) {
  FaultyFiles healthy;
  Ground origin;
  command.prepare(origin, healthy);
  const auto before = fs::exists(origin.data()) ? ids_of(origin.store(healthy)) : std::vector<std::string>{};
  const std::string work = slurp(origin.home() / kLearnerFile);

  for (int step = 1;; ++step) {
    INFO(command.name << ", " << name(fault) << " at step " << step << ", lost: " << name(loss));
    Ground ground;
    ground.clock = origin.clock;
    fs::copy(origin.dir.path(), ground.dir.path(), fs::copy_options::recursive);
    End end{};
    const bool reached = broken_at(command, ground, fault, step, loss, end);
    const StoreContext store = ground.store(healthy);

    const auto after = ids_of(store);
    CHECK(all_in(before, after));
    CHECK(load(store).progress == fold_all(history(store).events));
    if (!work.empty()) CHECK(somewhere(ground.home(), work));
    if (!work.empty()) CHECK(somewhere(ground.home(), "my work"));

    const Event next = append(store, TaskDone{"w9d9-next"});
    const auto finally = ids_of(store);
    CHECK(finally.size() == after.size() + 1);
    CHECK(all_in(after, finally));
    CHECK(holds(finally, next.id));
    CHECK(load(store).progress == fold_all(history(store).events));
    if (!reached) {
      CHECK(end == End::done);
      CHECK(step > 2);
      return;
    }
    if (end == End::done) {  // it said done although a step failed: then its record is there
      Ground healed;
      healed.clock = origin.clock;
      fs::copy(origin.dir.path(), healed.dir.path(), fs::copy_options::recursive);
      command.run(healed, healthy);
      CHECK(after.size() == ids_of(healed.store(healthy)).size());
    }
  }
}

}  // namespace

TEST_CASE("a failing step ends in a sentence or is survived; nothing confirmed is lost") {
  const Fault fault = GENERATE(Fault::io_error, Fault::disk_full, Fault::short_write);
  for (const Command& command : commands()) try_every_step(command, fault, Loss::nothing);
}

TEST_CASE(
    "killed at any step, with or without a power cut: nothing confirmed is lost and the next command works") {
  const Fault fault = GENERATE(Fault::kill_after, Fault::kill_torn);
  const Loss loss = GENERATE(Loss::nothing, Loss::cut, Loss::half, Loss::zeroed);
  for (const Command& command : commands()) try_every_step(command, fault, loss);
}

TEST_CASE("what append() confirmed survives a power cut right after it") {
  const Loss loss = GENERATE(Loss::cut, Loss::half, Loss::zeroed);
  const Machine machine("", Where::memory);
  std::vector<std::string> confirmed;
  for (int i = 0; i < 3; ++i) {
    FaultyFiles files;
    confirmed.push_back(append(machine.store(files), TaskDone{"t" + std::to_string(i)}).id);
    files.lose(loss);
    CHECK(machine.ids() == confirmed);
    CHECK(load(machine.store(files)).progress.events == confirmed.size());
  }
}

TEST_CASE("an import that was broken off is completed by the next one") {
  for (int step = 1;; ++step) {
    FaultyFiles healthy, broken(Fault::kill_before, step);
    Ground ground;
    two_machines(ground, healthy);
    try {
      import_journals(ground.store(broken), ground.dir / kOther);
    } catch (const Killed&) {
      broken.lose(Loss::cut);
    }
    import_journals(ground.store(healthy), ground.dir / kOther);
    CHECK(all_in(ids_of(ground.other(healthy)), ids_of(ground.store(healthy))));
    CHECK(import_journals(ground.store(healthy), ground.dir / kOther).added == 0);
    if (!broken.reached()) break;
  }
}
