#include "store/append.h"

#include <cerrno>
#include <string>

namespace prep {

void append_line(Files& files, const std::filesystem::path& journal, std::string_view line) {
  const auto file = files.open(journal, OpenMode::append);
  const std::uint64_t before = file->size();
  // A torn tail would swallow this record: it gets a newline of its own and becomes one damaged line.
  const bool torn = before > 0 && file->read_at(before - 1, 1) != "\n";
  const std::string bytes = (torn ? "\n" : "") + std::string(line) + "\n";
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
