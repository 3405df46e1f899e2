// The inside of Child: descriptors, what was read so far, and the limits that prep itself watches. Private to
// src/os.
#pragma once
#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "os/keepers.h"
#include "os/launch.h"
#include "os/process.h"

namespace prep {

// Closes on destruction; -1 = none.
class OwnedFd {
 public:
  OwnedFd() = default;
  explicit OwnedFd(int fd) : fd_(fd) {}
  OwnedFd(OwnedFd&& other) noexcept : fd_(other.release()) {}
  OwnedFd& operator=(OwnedFd&& other) noexcept;
  ~OwnedFd() { reset(); }
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void reset();
  int release();

 private:
  int fd_ = -1;
};

struct Child::State {
  using Clock = std::chrono::steady_clock;

  ~State();
  // Waits at most `patience` for anything to happen, takes in what came, enforces the limits.
  void pump(Milliseconds patience);
  void stop(Ending why);  // has the keeper kill the tree; the first reason stays
  void wait_until_ended();
  void drain_lines();  // after the end: what the program had still said
  ProcessResult result();

  Limits limits;
  Clock::time_point started = Clock::now();
  std::optional<Clock::time_point> wall_deadline;
  Clock::time_point next_look = started;  // at the tree's size

  pid_t keeper = -1;
  int slot = -1;
  OwnedFd lifeline, report_fd, out_fd, err_fd, up_fd, down_fd;

  std::string out, err;
  std::uint64_t output_seen = 0;
  std::string up_rest;  // an incomplete line
  std::deque<std::string> lines;
  std::string unsent;
  std::uint64_t peak_tree = 0;

  std::optional<Ending> stopped;                     // the limit that was hit, or signalled for kill()
  std::optional<Clock::time_point> keeper_deadline;  // for its answer after stop()
  bool ended = false;                                // nothing of the tree is left
  std::optional<KeeperReport> report;                // absent where the keeper itself was killed
  Clock::duration wall{};
  std::optional<StartFailure> failure;

 private:
  void read_output(OwnedFd& fd, std::string& kept);
  void read_lines();
  void read_report();
  void write_unsent();
  void watch_tree();
  void give_up_on_keeper();
  void finish_ended();
};

}  // namespace prep
