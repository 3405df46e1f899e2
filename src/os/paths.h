// Where things lie. Pure of side effects: nothing is created here.
#pragma once
#include <filesystem>
#include <string>

namespace prep {

// What prep reads of itself. In a checkout: the root and its build folder; installed: PREFIX/share/prep and
// PREFIX/lib/prep. Found from /proc/self/exe, so an installed tree may be moved.
struct Installation {
  std::filesystem::path content;    // plans, weeks, checklist, topics, catalogue
  std::filesystem::path exercises;  // the kits
  std::filesystem::path include;    // prep/judge.h, prep/call.h, prep/sim/
  std::filesystem::path runner;     // src/runner: the runner's source, for backends built on first use
  std::filesystem::path lib;        // libprep_judge.a, libprep_run_host.a, libprep_run_sim.a, libprep_sim.a
  std::filesystem::path judges;     // prebuilt judges, named by exercise id
  std::filesystem::path calibrate;  // src/calibrate: what measures this machine, built on first use
};
// PREP_ROOT names another folder for content/ and exercises/: an author's, or a test's.
Installation find_installation();

// What the learner owns: --home, else $PREP_HOME, else ~/prep-work.
struct Home {
  std::filesystem::path root;
  std::filesystem::path data() const { return root / ".prep"; }
  std::filesystem::path backup() const { return data() / "backup"; }
  std::filesystem::path notes() const { return root / "notes"; }
};
Home find_home(const std::string& flag);

std::filesystem::path cache_dir();  // $XDG_CACHE_HOME/prep, may be deleted at any time
std::filesystem::path
state_dir();  // $XDG_STATE_HOME/prep: the device id. Relative XDG values are ignored, empty = unset
std::string display(
    const std::filesystem::path& p);  // with ~ for the home directory, relative to cwd where shorter

}  // namespace prep
