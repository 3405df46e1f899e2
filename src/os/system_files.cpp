#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/files.h"

namespace prep {
namespace {

constexpr mode_t kFileMode = 0600;  // the learner's record is nobody else's
constexpr mode_t kFolderMode = 0700;

template <typename F>
auto retry(F call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class SystemHandle : public FileHandle {
 public:
  SystemHandle(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}
  SystemHandle(const SystemHandle&) = delete;
  SystemHandle& operator=(const SystemHandle&) = delete;
  ~SystemHandle() override {
    if (fd_ >= 0) ::close(fd_);
  }

  std::size_t write(std::string_view bytes) override {
    const ssize_t n = retry([&] { return ::write(fd_, bytes.data(), bytes.size()); });
    if (n < 0) fail("write");
    return static_cast<std::size_t>(n);
  }

  std::string read_at(std::uint64_t offset, std::size_t count) override {
    std::string bytes(count, '\0');
    std::size_t done = 0;
    while (done < count) {
      const ssize_t n = retry(
          [&] { return ::pread(fd_, bytes.data() + done, count - done, static_cast<off_t>(offset + done)); });
      if (n < 0) fail("read");
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
  }

  std::uint64_t size() override {
    struct stat st {};
    if (fstat(fd_, &st) < 0) fail("stat");
    return static_cast<std::uint64_t>(st.st_size);
  }

  void truncate(std::uint64_t size) override {
    if (retry([&] { return ftruncate(fd_, static_cast<off_t>(size)); }) < 0) fail("truncate");
  }
  void sync_data() override {
    if (retry([&] { return fdatasync(fd_); }) < 0) fail("fsync");
  }
  void sync() override {
    if (retry([&] { return fsync(fd_); }) < 0) fail("fsync");
  }
  void close() override {
    const int fd = fd_;
    fd_ = -1;
    // On Linux the descriptor is gone even when close says EINTR: trying again could close somebody else's.
    if (::close(fd) < 0 && errno != EINTR) fail("close");
  }
  int fd() const override { return fd_; }

 private:
  [[noreturn]] void fail(const char* operation) const { throw IoError{errno, operation, path_}; }
  int fd_;
  std::filesystem::path path_;
};

int flags_of(OpenMode mode) {
  switch (mode) {
    case OpenMode::read:
      return O_RDONLY;
    case OpenMode::append:
      return O_RDWR | O_APPEND | O_CREAT;  // readable: a writer looks at the last byte
    case OpenMode::create_new:
      return O_RDWR | O_CREAT | O_EXCL;
    case OpenMode::truncate_temp:
      return O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW;
  }
  return O_RDONLY;
}

class SystemFiles : public Files {
 public:
  std::unique_ptr<FileHandle> open(const std::filesystem::path& path, OpenMode mode) override {
    const int fd = retry([&] { return ::open(path.c_str(), flags_of(mode) | O_CLOEXEC, kFileMode); });
    if (fd < 0) throw IoError{errno, "open", path};
    return std::make_unique<SystemHandle>(fd, path);
  }

  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (::rename(from.c_str(), to.c_str()) < 0) throw IoError{errno, "rename", to};
  }

  void remove(const std::filesystem::path& path) override {
    if (::unlink(path.c_str()) < 0 && errno != ENOENT) throw IoError{errno, "remove", path};
  }

  void make_dirs(const std::filesystem::path& path) override {
    if (path.empty()) return;
    if (::mkdir(path.c_str(), kFolderMode) == 0) return;
    if (errno == ENOENT && path.has_parent_path() && path.parent_path() != path) {
      make_dirs(path.parent_path());
      if (::mkdir(path.c_str(), kFolderMode) == 0 || errno == EEXIST) return;
      throw IoError{errno, "mkdir", path};
    }
    const int code = errno;
    std::error_code ignored;
    if (code == EEXIST && std::filesystem::is_directory(path, ignored)) return;
    throw IoError{code == EEXIST ? ENOTDIR : code, "mkdir", path};
  }

  void sync_dir(const std::filesystem::path& path) override {
    const auto& folder = path.empty() ? std::filesystem::path(".") : path;
    const int fd = retry([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (fd < 0) throw IoError{errno, "open", folder};
    const int result = retry([&] { return fsync(fd); });
    const int code = errno;
    ::close(fd);
    // EINVAL: a file system (some network ones) that has no such notion; its rename is then as durable as it
    // gets.
    if (result < 0 && code != EINVAL) throw IoError{code, "fsync", folder};
  }
};

}  // namespace

Files& system_files() {
  static SystemFiles files;
  return files;
}

}  // namespace prep
