// What the machine refuses: each ends in a sentence and exit 5, and reading goes on where it can.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catch.h"
#include "store/device_folder.h"

using namespace prep;
using namespace prep_test;
namespace fs = std::filesystem;

namespace {

Refusal refused_append(const StoreContext& store) {
  return refusal([&] { append(store, TaskDone{"x"}); });
}

// A seam that refuses to write under a folder, as a read-only one does (tests may run as root, whom modes do
// not stop).
class ReadOnlyFiles : public Files {
 public:
  std::unique_ptr<FileHandle> open(const fs::path& path, OpenMode mode) override {
    if (mode != OpenMode::read) throw IoError{EROFS, "open", path};
    return system_files().open(path, mode);
  }
  void rename(const fs::path&, const fs::path& to) override { throw IoError{EROFS, "rename", to}; }
  void remove(const fs::path& path) override { throw IoError{EROFS, "remove", path}; }
  void make_dirs(const fs::path& path) override {
    if (!fs::is_directory(path)) throw IoError{EROFS, "mkdir", path};
  }
  void sync_dir(const fs::path&) override {}
};

}  // namespace

TEST_CASE("a read-only folder: reading works, writing is refused") {
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  ReadOnlyFiles files;
  CHECK(load(machine.store(files)).progress.events == 1);
  for (const Refusal& why :
       {refused_append(machine.store(files)), refusal([&] { undo(machine.store(files)); }),
        refusal([&] { restore_store(machine.store(files)); })}) {
    CHECK(why.exit == 5);
    CHECK(why.kind == "read_only");
    CHECK_THAT(why.sentence, ContainsSubstring("--home"));
  }
  const Machine empty;
  CHECK(refused_append(empty.store(files)).kind == "read_only");
}

TEST_CASE("a real read-only folder as an ordinary user") {
  if (geteuid() == 0) {
    WARN("skipped: root may write everywhere");
    return;
  }
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  chmod(machine.data().c_str(), 0500);
  chmod(machine.journal().c_str(), 0400);
  CHECK(load(machine.store()).progress.events == 1);
  CHECK(refused_append(machine.store()).kind == "read_only");
  chmod(machine.data().c_str(), 0700);
}

TEST_CASE("folders that are none") {
  const Machine file_as_home, file_as_data, dangling, good;
  spill(file_as_home.home(), "a file");
  spill(file_as_data.home() / ".prep", "a file");
  fs::create_directories(dangling.home());
  fs::create_symlink("/nonexistent/prep", dangling.data());
  for (const Machine* machine : {&file_as_home, &file_as_data, &dangling}) {
    const Refusal why = refused_append(machine->store());
    CHECK(why.exit == 5);
    CHECK(why.kind == "no_folder");
    CHECK_THAT(why.sentence, ContainsSubstring("nothing was recorded"));
  }
  CHECK(refusal([&] { load(file_as_data.store()); }).exit == 5);
  CHECK(refusal([&] { load(dangling.store()); }).exit == 5);
  CHECK(check_store(dangling.store()).state == StoreCheck::State::unreadable);

  append(good.store(), TaskDone{"a"});
  fs::create_directory(good.journal("zzz"));
  CHECK(refusal([&] { load(good.store()); }).exit == 5);
  const StoreCheck check = check_store(good.store());
  CHECK(check.state == StoreCheck::State::unreadable);
  CHECK(check.records == 1);
}

TEST_CASE("a folder reached through links works like any other") {
  const Machine machine;
  const TempDir elsewhere;
  fs::create_directories(elsewhere / "real" / "data");
  fs::create_directory_symlink(elsewhere / "real", machine.home());
  fs::create_directory_symlink(elsewhere.path() / "real" / "data", machine.data());
  append(machine.store(), TaskDone{"a"});
  append(machine.store(), TaskDone{"b"});
  CHECK(load(machine.store()).progress.events == 2);
  CHECK(fs::exists(elsewhere / "real" / "data" / "journal-thisone.jsonl"));
}

TEST_CASE("a folder that vanishes is made again by the next record") {
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  fs::remove_all(machine.home());
  CHECK(load(machine.store()).progress.events == 0);
  append(machine.store(), TaskDone{"b"});
  CHECK(load(machine.store()).progress.events == 1);
}

TEST_CASE("a held lock is waited for with a limit, and its holder is named") {
  const Machine machine;
  append(machine.store(), TaskDone{"a"});
  const int fd = open((machine.data() / "lock").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(flock(fd, LOCK_EX) == 0);
  spill(machine.data() / "lock", "4711 prep watch\n");
  StoreContext store = machine.store();
  store.lock_patience = Milliseconds{30};
  const Refusal why = refused_append(store);
  CHECK(why.exit == 5);
  CHECK(why.kind == "store_locked");
  CHECK_THAT(why.sentence, ContainsSubstring("pid 4711") && ContainsSubstring("prep watch"));
  CHECK(load(store).progress.events == 1);  // readers do not wait
  close(fd);
  CHECK(append(machine.store(), TaskDone{"b"}).seq == 2);
  CHECK_THAT(slurp(machine.data() / "lock"), ContainsSubstring(std::to_string(getpid()) + " "));
}
