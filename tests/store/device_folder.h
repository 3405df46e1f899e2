// One machine with one prep folder in a temporary place: what most tests of the store begin with.
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "fakes.h"
#include "os/error.h"
#include "store/journal.h"
#include "store/store.h"

namespace prep_test {

// The device ids are fixed, so that a test can tell two machines apart by name.
class Machine {
 public:
  explicit Machine(const std::string& device = "thisone", Where where = Where::disk) : dir_(where) {
    if (!device.empty()) spill(state() / "device", device + "\n");
  }
  prep::StoreContext store(prep::Files& files = prep::system_files()) const {
    return {prep::Home{home()}, clock, files, prep::Milliseconds{2000}, state()};
  }
  std::filesystem::path home() const { return dir_ / "work"; }
  std::filesystem::path data() const { return home() / ".prep"; }
  std::filesystem::path state() const { return dir_ / "state"; }
  std::filesystem::path journal(const std::string& device = "thisone") const {
    return prep::journal_of(data(), device);
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const prep::Event& event : prep::history(store()).events) ids.push_back(event.id);
    return ids;
  }
  FakeClock clock;

 private:
  TempDir dir_;
};

// The error that `work` ends with; fails the calling test's expectation when there is none (kind "").
struct Refusal {
  int exit = 0;
  std::string kind, sentence;
};
template <typename Work>
Refusal refusal(Work&& work) {
  try {
    work();
  } catch (const prep::Error& error) {
    return {static_cast<int>(error.exit()), error.kind(), error.what()};
  }
  return {};
}

inline bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace prep_test
