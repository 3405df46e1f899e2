// Starts tests/store/appender.cpp as a process of its own: to be killed, starved or raced.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prep_test {

class Appender {
 public:
  // file_limit: RLIMIT_FSIZE in bytes, 0 = none.
  Appender(const std::filesystem::path& home, const std::filesystem::path& state, int count,
           std::uint64_t file_limit = 0);
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;
  ~Appender();

  // Reads what is confirmed until `count` ids are there, the process ended, or the microseconds are over.
  void read_ids(std::size_t count, int microseconds);
  void kill();
  // Reads on to the end and waits. The exit status, or -1 where a signal ended it.
  int finish();
  // The ids whose line came through completely.
  std::vector<std::string> ids() const;

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
  std::string text_;
};

}  // namespace prep_test
