#include "store/append.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace prep {

bool end_torn_line(Files& files, const std::filesystem::path& journal) {
  std::error_code ignored;
  if (!std::filesystem::exists(journal, ignored)) return false;
  const auto file = files.open(journal, OpenMode::append);
  const std::uint64_t size = file->size();
  if (size == 0 || file->read_at(size - 1, 1) == "\n") return false;
  if (file->write("\n") != 1) throw IoError{ENOSPC, "write", journal};  // synced with the record that follows
  return true;
}

void append_line(Files& files, const std::filesystem::path& journal, std::string_view line) {
  const auto file = files.open(journal, OpenMode::append);
  const std::uint64_t before = file->size();
  const std::string bytes = std::string(line) + "\n";
  try {
    if (file->write(bytes) != bytes.size()) throw IoError{ENOSPC, "write", journal};
    file->sync_data();
  } catch (const IoError&) {
    try {
      file->truncate(before);
    } catch (const IoError&) {  // the first error is the one to tell
    }
    throw;
  }
  // No error of close can take back what fdatasync has put on disk, so the handle just goes.
}

}  // namespace prep
