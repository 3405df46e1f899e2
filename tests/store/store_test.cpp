#include "store/store.h"

#include <sys/stat.h>

#include "catch.h"
#include "os/hash.h"
#include "os/ulid.h"
#include "store/codec.h"
#include "store/device_folder.h"
#include "store/snapshot.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const fs::path& path) {
  struct stat st {};
  REQUIRE(stat(path.c_str(), &st) == 0);
  return st.st_mode & 0777;
}

AttemptMade attempt(const std::string& exercise, const std::string& verdict) {
  AttemptMade made;
  made.exercise = exercise;
  made.verdict = verdict;
  made.backend = "sim";
  return made;
}

}  // namespace

TEST_CASE("reading where nothing exists is an empty progress and creates nothing") {
  const Machine machine("");
  const Loaded loaded = load(machine.store());
  CHECK(loaded.progress == Progress{});
  CHECK(loaded.remarks.empty());
  CHECK(history(machine.store()).events.empty());
  CHECK(check_store(machine.store()).state == StoreCheck::State::none);
  CHECK(restore_store(machine.store()).empty());
  CHECK_FALSE(fs::exists(machine.home()));
  CHECK_FALSE(fs::exists(machine.state()));
}

TEST_CASE("an appended record is read back, by the snapshot and by the journal alone") {
  Machine machine;
  const Event made = append(machine.store(), attempt("ex_01", "wrong_answer"));
  machine.clock.advance(Milliseconds{60'000});
  append(machine.store(), attempt("ex_01", "passed"));
  CHECK(made.seq == 1);
  CHECK(made.device == "thisone");
  CHECK(made.day == "2026-05-11");

  const Progress with_snapshot = load(machine.store()).progress;
  fs::remove(machine.data() / "snapshot.json");
  const Progress without = load(machine.store()).progress;
  CHECK(with_snapshot == without);
  CHECK(without.events == 2);
  CHECK(without.exercises.at("ex_01").passed);
  CHECK(without.exercises.at("ex_01").attempts_before_pass == 2);
  CHECK(history(machine.store()).events.front() == made);
}

TEST_CASE("reading writes nothing, not even over a stale snapshot") {
  Machine machine;
  append(machine.store(), TaskDone{"a"});
  spill(machine.data() / "snapshot.json", "torn");
  const auto before = fs::last_write_time(machine.data());
  CHECK(load(machine.store()).progress.events == 1);
  CHECK(check_store(machine.store()).snapshot == "damaged");
  CHECK(slurp(machine.data() / "snapshot.json") == "torn");
  CHECK(fs::last_write_time(machine.data()) == before);
}

TEST_CASE("files are the learner's alone") {
  Machine machine("");
  const fs::path learner_file = machine.home() / "ex_01_vector_add" / "vector_add.cu";
  append(machine.store(), TaskDone{"a"});
  spill(learner_file, "int main() {}");
  const fs::path backup = machine.home() / back_up(machine.store(), learner_file);
  for (const fs::path& folder : {machine.data(), machine.data() / "backup", machine.state()}) {
    CHECK(mode_of(folder) == 0700);
  }
  const auto journals = list_journals(machine.data());
  REQUIRE(journals.size() == 1);
  for (const fs::path& file : {journals[0], machine.data() / "snapshot.json", machine.data() / "lock", backup,
                               machine.state() / "device"}) {
    CHECK(mode_of(file) == 0600);
  }
}

TEST_CASE("the device id is made on the first append, kept, and never guessed from damage") {
  Machine machine("");
  const std::string device = append(machine.store(), TaskDone{"a"}).device;
  CHECK(device.size() == 10);
  CHECK(append(machine.store(), TaskDone{"b"}).device == device);
  CHECK(append(machine.store(), TaskDone{"c"}).seq == 3);

  spill(machine.state() / "device", "../../etc/passwd\n");
  const Refusal why = refusal([&] { append(machine.store(), TaskDone{"d"}); });
  CHECK(why.exit == 5);
  CHECK(why.kind == "device_damaged");
  CHECK(load(machine.store()).progress.events == 3);
}

TEST_CASE("ids ascend though the clock stands or goes back, and a clock a day behind is said") {
  Machine machine;
  std::string last;
  for (int i = 0; i < 5; ++i) {
    const std::string id = append(machine.store(), TaskDone{"t" + std::to_string(i)}).id;
    CHECK(last < id);
    last = id;
  }
  machine.clock.set("2026-05-11T09:00:00+02:00");  // three hours back: no remark
  const Event back = append(machine.store(), TaskDone{"back"});
  CHECK(last < back.id);
  CHECK(utc_text(back.utc_ms) == "2026-05-11T07:00:00.000Z");
  CHECK(load(machine.store()).remarks.empty());

  machine.clock.set("2026-05-09T09:00:00+02:00");
  const Loaded loaded = load(machine.store());
  REQUIRE(loaded.remarks.size() == 1);
  CHECK_THAT(loaded.remarks[0], ContainsSubstring("2026-05-09") && ContainsSubstring("2026-05-11"));
  CHECK(back.id < append(machine.store(), TaskDone{"later"}).id);
}

TEST_CASE("the study day is that of the local calendar at 04:00, on DST days and in flight") {
  struct Row {
    const char* when;
    const char* day;
  };
  const Row row = GENERATE(
      Row{"2026-05-11T03:59:59+02:00", "2026-05-10"}, Row{"2026-05-11T04:00:00+02:00", "2026-05-11"},
      Row{"2026-03-29T01:59:00+01:00", "2026-03-28"},  // before the spring change in Berlin
      Row{"2026-03-29T03:30:00+02:00", "2026-03-28"}, Row{"2026-03-29T04:00:00+02:00", "2026-03-29"},
      Row{"2026-10-25T02:30:00+02:00", "2026-10-24"},  // the hour that comes twice
      Row{"2026-10-25T02:30:00+01:00", "2026-10-24"}, Row{"2026-10-25T04:00:00+01:00", "2026-10-25"},
      Row{"2026-12-31T23:00:00-08:00", "2026-12-31"}, Row{"2027-01-01T16:00:00+09:00", "2027-01-01"});
  Machine machine;
  machine.clock.set(row.when);
  const Event event = append(machine.store(), TaskDone{"a"});
  CHECK(event.day == row.day);
  CHECK(history(machine.store()).events.at(0) == event);
}

TEST_CASE("a record of a newer prep stops reading and writing with a sentence, and nothing is touched") {
  Machine machine;
  append(machine.store(), TaskDone{"a"});
  std::string line = encode(history(machine.store()).events[0]);
  line.replace(line.find("\"v\":1"), 5, "\"v\":2");
  const std::string body = line.substr(0, line.rfind(",\"crc\""));
  const std::string before = slurp(machine.journal());
  const std::string newer = body + ",\"crc\":\"" + crc32c_hex(body) + "\"}\n";
  spill(machine.journal(), before + newer);

  for (const Refusal& why :
       {refusal([&] { load(machine.store()); }), refusal([&] { history(machine.store()); }),
        refusal([&] { append(machine.store(), TaskDone{"b"}); }), refusal([&] { undo(machine.store()); })}) {
    CHECK(why.exit == 5);
    CHECK(why.kind == "store_newer");
    CHECK_THAT(why.sentence,
               ContainsSubstring("journal-thisone.jsonl:2") && ContainsSubstring("update prep"));
  }
  const StoreCheck check = check_store(machine.store());
  CHECK(check.state == StoreCheck::State::newer);
  CHECK(check.records == 1);
  restore_store(machine.store());
  CHECK(slurp(machine.journal()) == before + newer);
}

TEST_CASE("unknown keys and unknown operations are read past and stay in the file") {
  Machine machine;
  append(machine.store(), TaskDone{"a"});
  Event event = history(machine.store()).events[0];
  event.id = next_ulid(event.utc_ms, event.id);
  std::string body = encode(event);
  body = body.substr(0, body.rfind(",\"crc\"")) + ",\"later\":{\"deep\":[1,\"}\"]}";
  body.replace(body.find("\"op\":\"done\""), 11, "\"op\":\"review\"");
  const std::string line = body + ",\"crc\":\"" + crc32c_hex(body) + "\"}\n";
  const std::string all = slurp(machine.journal()) + line;
  spill(machine.journal(), all);

  const Loaded loaded = load(machine.store());
  CHECK(loaded.remarks.empty());
  CHECK(loaded.progress.events == 2);
  CHECK(std::get<UnknownOp>(history(machine.store()).events[1].action).op == "review");
  append(machine.store(), TaskDone{"b"});
  CHECK(slurp(machine.journal()).substr(0, all.size()) == all);
}
