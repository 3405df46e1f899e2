// An anonymous file in memory (memfd) that is passed to judge and runner.
#pragma once
#include <string>

namespace prep {

class MemoryFile {
 public:
  explicit MemoryFile(const char* name);  // throws Error(environment)
  MemoryFile(MemoryFile&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile();
  int fd() const { return fd_; }
  std::string text(std::size_t limit) const;  // its content from the start, at most `limit` bytes

 private:
  int fd_;
};

}  // namespace prep
