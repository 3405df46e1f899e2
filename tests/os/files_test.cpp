#include "os/files.h"

#include <sys/stat.h>

#include <cerrno>
#include <fstream>

#include "catch.h"
#include "process_fixture.h"

using namespace prep;

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat st {};
  stat(path.c_str(), &st);
  return st.st_mode & 0777;
}

std::size_t entries(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) count += entry.exists() ? 1 : 0;
  return count;
}

// The errno with which the operation failed.
template <typename Operation>
int failure(const std::string& operation, Operation run) {
  try {
    run();
  } catch (const IoError& error) {
    CHECK(error.operation == operation);
    return error.code;
  }
  return 0;
}

}  // namespace

TEST_CASE("appending keeps what is there, and only the owner may read") {
  const prep_test::Scratch scratch;
  const auto path = scratch.path() / "journal";
  for (const char* line : {"one\n", "two\n"}) {
    const auto file = system_files().open(path, OpenMode::append);
    CHECK(file->write(line) == 4);
    file->sync_data();
    file->close();
  }
  CHECK(read_file(path) == "one\ntwo\n");
  CHECK(mode_of(path) == 0600);

  const auto file = system_files().open(path, OpenMode::append);
  CHECK(file->size() == 8);
  CHECK(file->read_at(7, 1) == "\n");
  CHECK(file->read_at(6, 100) == "o\n");
  file->truncate(4);
  CHECK(read_file(path) == "one\n");
}

TEST_CASE("a large file, and one that claims no size, are read whole") {
  const prep_test::Scratch scratch;
  const std::string bytes(std::size_t{5} << 20, 'x');
  std::ofstream(scratch.path() / "large") << bytes;
  CHECK(read_file(scratch.path() / "large") == bytes);
  CHECK_FALSE(read_file("/proc/self/status").empty());
}

TEST_CASE("failures carry their errno and operation") {
  const prep_test::Scratch scratch;
  Files& files = system_files();
  CHECK(failure("open", [&] { read_file(scratch.path() / "absent"); }) == ENOENT);
  files.open(scratch.path() / "new", OpenMode::create_new);
  CHECK(failure("open", [&] { files.open(scratch.path() / "new", OpenMode::create_new); }) == EEXIST);
  CHECK(failure("rename", [&] { files.rename(scratch.path() / "absent", scratch.path() / "x"); }) == ENOENT);
  CHECK(failure("mkdir", [&] { files.make_dirs(scratch.path() / "new" / "below"); }) == ENOTDIR);
  CHECK(failure("read", [&] { read_file(scratch.path()); }) == EISDIR);
  files.remove(scratch.path() / "absent");  // what is gone is gone
  CHECK(error_words(ENOENT) == "No such file or directory");
}

TEST_CASE("folders are made with their parents, for the owner only") {
  const prep_test::Scratch scratch;
  const auto deep = scratch.path() / "a" / "b" / "c";
  system_files().make_dirs(deep);
  system_files().make_dirs(deep);
  CHECK(std::filesystem::is_directory(deep));
  CHECK(mode_of(deep.parent_path()) == 0700);
}

TEST_CASE("a file is replaced whole, and nothing else stays in the folder") {
  const prep_test::Scratch scratch;
  const auto path = scratch.path() / "snapshot.json";
  replace_file(system_files(), path, "old", Durable::yes);
  replace_file(system_files(), path, "new", Durable::no);
  CHECK(read_file(path) == "new");
  CHECK(mode_of(path) == 0600);
  CHECK(entries(scratch.path()) == 1);

  // A target that cannot be replaced: the temporary file goes.
  std::filesystem::create_directories(scratch.path() / "folder" / "full");
  CHECK(failure("rename",
                [&] { replace_file(system_files(), scratch.path() / "folder", "x", Durable::no); }) != 0);
  CHECK(entries(scratch.path()) == 2);
}
