// The file seam: every write to the learner's data goes through it, so that tests can break each single step.
// Real: SystemFiles. In tests: FaultyFiles (kills or fails at the n-th write, fsync, rename, close;
// tests/store/).
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

enum class OpenMode { read, append, create_new, truncate_temp };

// Raised by the seam as plain errno values; the store turns them into sentences.
struct IoError {
  int code;               // errno
  std::string operation;  // "write", "fsync", "rename", "close", "open"
  std::filesystem::path path;
};

class FileHandle {
 public:
  virtual ~FileHandle() = default;  // closes, ignoring errors: call close() where they matter
  virtual std::size_t write(std::string_view bytes) = 0;  // may be short; throws IoError
  virtual std::string read_at(std::uint64_t offset, std::size_t count) = 0;
  virtual std::uint64_t size() = 0;
  virtual void truncate(std::uint64_t size) = 0;
  virtual void sync_data() = 0;  // fdatasync
  virtual void sync() = 0;       // fsync
  virtual void close() = 0;
  virtual int fd() const = 0;
};

class Files {
 public:
  virtual ~Files() = default;
  virtual std::unique_ptr<FileHandle> open(const std::filesystem::path& path, OpenMode mode) = 0;  // 0600
  virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual void remove(const std::filesystem::path& path) = 0;
  virtual void make_dirs(const std::filesystem::path& path) = 0;  // 0700
  virtual void sync_dir(const std::filesystem::path& path) = 0;
};

Files& system_files();

// Whole file; throws IoError. Writes replace atomically: temp in the same folder, write all, fsync, close,
// rename, fsync of the folder. `Durable::no` leaves the two fsyncs out (snapshot: a cache).
enum class Durable { yes, no };
std::string read_file(const std::filesystem::path& path);
void replace_file(Files& files, const std::filesystem::path& path, std::string_view bytes, Durable durable);
std::string error_words(int code);  // strerror, thread-safe

}  // namespace prep
