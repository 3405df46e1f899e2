// What the process tests share: the misbehaving program, a scratch folder, and the look whether anything was
// left behind.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "catch.h"
#include "os/process.h"
#include "os/process_tree.h"
#include "os/random.h"
#include "os/sandbox.h"

namespace prep_test {

inline prep::ProcessSpec child(std::vector<std::string> arguments) {
  prep::ProcessSpec spec;
  spec.argv = std::move(arguments);
  spec.argv.insert(spec.argv.begin(), PREP_TEST_CHILD);
  spec.limits.wall = prep::Milliseconds{20'000};  // a test that hangs is then a failure with a name
  return spec;
}

// A new folder, removed at the end.
class Scratch {
 public:
  Scratch()
      : path_(std::filesystem::temp_directory_path() / ("prep-test-" + std::to_string(prep::random_u64()))) {
    std::filesystem::create_directories(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Acts as if some means were missing, for the life of the object.
class Without {
 public:
  explicit Without(std::vector<prep::Means> means) { prep::pretend_missing(std::move(means)); }
  Without(const Without&) = delete;
  Without& operator=(const Without&) = delete;
  ~Without() { prep::pretend_missing({}); }
};

// Nothing that we started, keepers included, is alive or waits to be reaped. Orphans would come back to us.
inline bool nothing_left() { return prep::descendants(getpid()).empty(); }

// How the run of a tree is held together: with all that this machine has, and with what there is always.
inline std::vector<std::vector<prep::Means>> all_and_fewest() {
  using prep::Means;
  return {{},
          {Means::pid_namespace, Means::mount_namespace, Means::network_namespace, Means::landlock,
           Means::seccomp}};
}

}  // namespace prep_test
