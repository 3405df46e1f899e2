#include "store/faulty_files.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "fakes.h"

namespace prep_test {
namespace fs = std::filesystem;
using prep::FileHandle;
using prep::IoError;
using prep::OpenMode;

const char* name(Fault fault) {
  constexpr const char* kNames[] = {"none",        "io_error",   "disk_full", "short_write",
                                    "kill_before", "kill_after", "kill_torn"};
  return kNames[static_cast<int>(fault)];
}

const char* name(Loss loss) {
  constexpr const char* kNames[] = {"nothing", "cut", "half", "zeroed"};
  return kNames[static_cast<int>(loss)];
}

void FaultyFiles::die() {
  dead_ = true;
  throw Killed{};
}

void FaultyFiles::before(Kind kind, const char* operation, const fs::path& path) {
  if (dead_) throw Killed{};
  ++step_;
  if (!due()) return;
  reached_ = true;
  const bool write = kind == Kind::write;
  if (fault_ == Fault::io_error) throw IoError{EIO, operation, path};
  if (fault_ == Fault::disk_full || (fault_ == Fault::short_write && !write))
    throw IoError{ENOSPC, operation, path};
  if (fault_ == Fault::kill_before) die();
}

void FaultyFiles::after() {
  if (due() && (fault_ == Fault::kill_after || fault_ == Fault::kill_torn)) die();
}

std::size_t FaultyFiles::allowed(std::size_t bytes) {
  const bool half = due() && (fault_ == Fault::short_write || fault_ == Fault::kill_torn);
  return half ? bytes / 2 : bytes;
}

class FaultyHandle : public FileHandle {
 public:
  FaultyHandle(FaultyFiles& files, std::unique_ptr<FileHandle> real, fs::path path)
      : files_(files), real_(std::move(real)), path_(std::move(path)) {}

  std::size_t write(std::string_view bytes) override {
    files_.before(FaultyFiles::Kind::write, "write", path_);
    const std::size_t done = real_->write(bytes.substr(0, files_.allowed(bytes.size())));
    files_.after();
    return done;
  }
  std::string read_at(std::uint64_t offset, std::size_t count) override {
    return real_->read_at(offset, count);
  }
  std::uint64_t size() override { return real_->size(); }
  void truncate(std::uint64_t size) override {
    files_.before(FaultyFiles::Kind::other, "truncate", path_);
    real_->truncate(size);
    auto& known = files_.known_[path_];
    known.synced = std::min(known.synced, size);
    files_.after();
  }
  void sync_data() override { sync(); }
  void sync() override {
    files_.before(FaultyFiles::Kind::other, "fsync", path_);
    files_.known_[path_].synced = real_->size();
    files_.after();
  }
  void close() override {
    files_.before(FaultyFiles::Kind::other, "close", path_);
    real_->close();
    files_.after();
  }
  int fd() const override { return real_->fd(); }

 private:
  FaultyFiles& files_;
  std::unique_ptr<FileHandle> real_;
  fs::path path_;
};

std::unique_ptr<FileHandle> FaultyFiles::open(const fs::path& path, OpenMode mode) {
  before(Kind::other, "open", path);
  const bool existed = fs::exists(path);
  auto real = prep::system_files().open(path, mode);
  if (mode != OpenMode::read && !known_.contains(path)) known_[path] = {existed, real->size(), {}, false};
  after();
  return std::make_unique<FaultyHandle>(*this, std::move(real), path);
}

void FaultyFiles::rename(const fs::path& from, const fs::path& to) {
  before(Kind::other, "rename", to);
  Known moved = known_.contains(from) ? known_[from] : Known{};
  if (fs::exists(to)) moved.old = slurp(to);
  moved.renamed = true;
  moved.entry_durable = false;
  prep::system_files().rename(from, to);
  known_.erase(from);
  known_[to] = std::move(moved);
  after();
}

void FaultyFiles::remove(const fs::path& path) {
  before(Kind::other, "remove", path);
  prep::system_files().remove(path);
  known_.erase(path);
  after();
}

void FaultyFiles::make_dirs(const fs::path& path) {
  before(Kind::other, "mkdir", path);
  prep::system_files().make_dirs(path);
  after();
}

void FaultyFiles::sync_dir(const fs::path& path) {
  before(Kind::other, "fsync", path);
  for (auto& [file, known] : known_) {
    if (file.parent_path() != path) continue;
    known.entry_durable = true;
    known.renamed = false;
    known.old.reset();
  }
  after();
}

void FaultyFiles::lose(Loss loss) {
  if (loss == Loss::nothing) return;
  for (const auto& [file, known] : known_) {
    if (!fs::exists(file)) continue;
    const bool names_lost = loss != Loss::zeroed;
    if (names_lost && known.renamed) {
      if (known.old) {
        spill(file, *known.old);
      } else {
        fs::remove(file);
      }
      continue;
    }
    if (names_lost && !known.entry_durable) {
      fs::remove(file);
      continue;
    }
    const std::string bytes = slurp(file);
    if (bytes.size() <= known.synced) continue;
    const std::size_t unsynced = bytes.size() - known.synced;
    std::string left = bytes.substr(0, known.synced);
    if (loss == Loss::half) left += bytes.substr(known.synced, unsynced / 2);
    if (loss == Loss::zeroed) left += std::string(unsynced, '\0');
    spill(file, left);
  }
}

}  // namespace prep_test
