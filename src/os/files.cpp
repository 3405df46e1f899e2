#include "os/files.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <system_error>

namespace prep {

std::string read_file(const std::filesystem::path& path) {
  const auto file = system_files().open(path, OpenMode::read);
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::string bytes;
  // The size is a hint only: /proc files say 0, and a journal may grow while it is read.
  for (std::size_t ask = static_cast<std::size_t>(file->size()) + 1;; ask = kPiece) {
    const std::string piece = file->read_at(bytes.size(), ask);
    bytes += piece;
    if (piece.size() < ask) return bytes;
  }
}

void replace_file(Files& files, const std::filesystem::path& path, std::string_view bytes, Durable durable) {
  static std::atomic<unsigned> count{0};
  const std::filesystem::path folder = path.parent_path();
  const std::filesystem::path temp =
      folder / ("." + path.filename().string() + "." + std::to_string(getpid()) + "-" +
                std::to_string(count++) + ".tmp");
  try {
    const auto file = files.open(temp, OpenMode::truncate_temp);
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::size_t done = file->write(rest);
      if (done == 0) throw IoError{ENOSPC, "write", temp};
      rest.remove_prefix(done);
    }
    if (durable == Durable::yes) file->sync();
    file->close();
    files.rename(temp, path);
  } catch (const IoError&) {
    try {
      files.remove(temp);
    } catch (const IoError&) {  // the first error is the one to tell
    }
    throw;
  }
  if (durable == Durable::yes) files.sync_dir(folder);
}

std::string error_words(int code) { return std::generic_category().message(code); }

}  // namespace prep
