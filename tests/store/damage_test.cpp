// Torn and corrupted journals: at every byte of the last record, in the middle, at the end, with and without
// a snapshot.
#include "catch.h"
#include "store/codec.h"
#include "store/device_folder.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

// A machine with three records, and how its files look.
struct Three {
  Machine machine{"thisone", Where::memory};
  std::vector<std::string> ids;
  std::string journal;
  std::size_t last_begins = 0;

  Three() {
    for (const char* task : {"a", "b", "c"}) ids.push_back(append(machine.store(), TaskDone{task}).id);
    journal = slurp(machine.journal());
    last_begins = journal.rfind('\n', journal.size() - 2) + 1;
  }
  void write(const std::string& bytes) const { spill(machine.journal(), bytes); }
};

}  // namespace

TEST_CASE("a last record torn at any byte: the others are read, and the next append is whole") {
  const bool keep_snapshot = GENERATE(false, true);
  Three three;
  const Machine& machine = three.machine;
  const std::string snapshot = slurp(machine.data() / "snapshot.json");
  for (std::size_t cut = three.last_begins; cut < three.journal.size(); ++cut) {
    INFO("cut at byte " << cut - three.last_begins);
    three.write(three.journal.substr(0, cut));
    fs::remove(machine.data() / "snapshot.json");
    if (keep_snapshot) spill(machine.data() / "snapshot.json", snapshot);
    for (const fs::directory_entry& entry : fs::directory_iterator(machine.data())) {
      if (entry.path().string().find(".lost-") != std::string::npos) fs::remove(entry.path());
    }

    const Loaded loaded = load(machine.store());
    CHECK(loaded.progress.events == 2);
    CHECK(loaded.remarks.size() ==
          (keep_snapshot ? 1 : 0));  // only a snapshot can know that a confirmed record is gone
    CHECK(machine.ids() == std::vector<std::string>{three.ids[0], three.ids[1]});
    CHECK(check_store(machine.store()).torn_tail == (cut > three.last_begins));

    const std::string next = append(machine.store(), TaskDone{"d"}).id;
    // A cut of nothing but the newline leaves a whole record: the newline that append adds makes it readable
    // again.
    const bool whole = cut + 1 == three.journal.size();
    CHECK(machine.ids().size() == (whole ? 4 : 3));
    CHECK(machine.ids().back() == next);
    CHECK(load(machine.store()).progress == fold_all(history(machine.store()).events));
    CHECK(fs::exists(machine.data() / "snapshot.json.lost-20260511T100000Z") == keep_snapshot);
  }
}

TEST_CASE("a byte corrupted anywhere in the last record: one remark with file and line, and on it goes") {
  Three three;
  const Machine& machine = three.machine;
  for (std::size_t at = three.last_begins; at + 1 < three.journal.size(); ++at) {
    for (const char byte : {'\0', '\n', '"', static_cast<char>(three.journal[at] ^ 4)}) {
      if (byte == three.journal[at]) continue;
      INFO("byte " << at - three.last_begins << " is " << static_cast<int>(byte));
      std::string bytes = three.journal;
      bytes[at] = byte;
      three.write(bytes);
      fs::remove(machine.data() / "snapshot.json");
      const Loaded loaded = load(machine.store());
      CHECK(loaded.progress.events == 2);
      REQUIRE_FALSE(loaded.remarks.empty());
      const bool only_second_half = byte == '\n' && at == three.last_begins;
      CHECK_THAT(loaded.remarks[0],
                 ContainsSubstring(only_second_half ? "jsonl:4 is damaged" : "jsonl:3 is damaged"));

      append(machine.store(), TaskDone{"d"});
      CHECK(machine.ids().size() == 3);
      CHECK(slurp(machine.journal()).substr(0, bytes.size()) == bytes);
      CHECK_FALSE(load(machine.store()).remarks.empty());  // said from the snapshot as well
    }
  }
}

TEST_CASE("blocks of NUL after a power cut cost only what was in them") {
  Three three;
  three.write(three.journal + std::string(4096, '\0'));
  CHECK(load(three.machine.store()).remarks.empty());
  CHECK(three.machine.ids() == three.ids);
  append(three.machine.store(), TaskDone{"d"});
  CHECK(three.machine.ids().size() == 4);
  CHECK(load(three.machine.store()).remarks.size() == 1);
}

TEST_CASE("many damaged lines are summed up") {
  Three three;
  std::string bytes = three.journal;
  for (int i = 0; i < 50; ++i) bytes += "rubbish\n";
  three.write(bytes);
  const Loaded loaded = load(three.machine.store());
  REQUIRE(loaded.remarks.size() == 4);
  CHECK_THAT(loaded.remarks[3], ContainsSubstring("47 more"));
  CHECK(check_store(three.machine.store()).damaged_lines == 50);
}

TEST_CASE("doctor's restore sets damage aside in a copy and leaves a clean store") {
  Three three;
  const Machine& machine = three.machine;
  std::string bytes = three.journal;
  bytes[three.last_begins + 20] ^= 1;
  bytes += "{\"v\":1,\"half";
  three.write(bytes);
  spill(machine.data() / "snapshot.json", "not a snapshot");

  const StoreCheck before = check_store(machine.store());
  CHECK(before.state == StoreCheck::State::damaged);
  CHECK(before.damaged_lines == 1);
  CHECK(before.torn_tail);
  CHECK(before.snapshot == "damaged");
  CHECK(before.findings.size() == 3);

  const auto done = restore_store(machine.store());
  CHECK(done.size() == 3);
  CHECK(slurp(machine.data() / "journal-thisone.jsonl.corrupt-20260511T100000Z") == bytes);
  CHECK(slurp(machine.data() / "snapshot.json.corrupt-20260511T100000Z") == "not a snapshot");
  CHECK(machine.ids() == std::vector<std::string>{three.ids[0], three.ids[1]});
  const StoreCheck after = check_store(machine.store());
  CHECK(after.state == StoreCheck::State::ok);
  CHECK(after.records == 2);
  CHECK(after.snapshot == "fresh");
  CHECK(after.findings.empty());
  CHECK(load(machine.store()).remarks.empty());

  three.write(bytes);  // a second time on the same second: the first copy is not overwritten
  restore_store(machine.store());
  CHECK(slurp(machine.data() / "journal-thisone.jsonl.corrupt-20260511T100000Z-2") == bytes);
}

TEST_CASE("a damaged snapshot costs nothing but time") {
  Three three;
  const Machine& machine = three.machine;
  const Progress right = load(machine.store()).progress;
  const std::string snapshot = slurp(machine.data() / "snapshot.json");
  for (std::size_t at = 0; at < snapshot.size(); at += 3) {
    std::string bytes = snapshot;
    bytes[at] ^= 2;
    spill(machine.data() / "snapshot.json", bytes);
    CHECK(load(machine.store()).progress == right);
    spill(machine.data() / "snapshot.json", snapshot.substr(0, at));
    CHECK(load(machine.store()).progress == right);
  }
  append(machine.store(), TaskDone{"d"});
  CHECK(check_store(machine.store()).snapshot == "fresh");
}

TEST_CASE("a journal that is gone is said, and what is left of it is kept") {
  Three three;
  const Machine& machine = three.machine;
  fs::remove(machine.journal());
  const Loaded loaded = load(machine.store());
  CHECK(loaded.progress.events == 0);
  REQUIRE(loaded.remarks.size() == 1);
  CHECK_THAT(loaded.remarks[0], ContainsSubstring("3 records") && ContainsSubstring("no journal"));
  CHECK(check_store(machine.store()).snapshot == "stale");
  append(machine.store(), TaskDone{"d"});
  CHECK_THAT(slurp(machine.data() / "snapshot.json.lost-20260511T100000Z"), ContainsSubstring(three.ids[2]));
}
