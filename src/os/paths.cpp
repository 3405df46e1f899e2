#include "os/paths.h"

#include <pwd.h>
#include <unistd.h>

#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

// Written by CMake into the build folder: the checkout that it was configured from.
constexpr const char* kCheckoutNote = "prep.checkout";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

fs::path own_executable() {
  std::error_code error;
  const fs::path exe = fs::read_symlink("/proc/self/exe", error);
  if (error) {
    throw Error(Exit::environment, "no_proc",
                "cannot read /proc/self/exe (" + error.message() + "); mount /proc and try again");
  }
  return exe;
}

Installation installed(const fs::path& prefix) {
  const fs::path share = prefix / "share/prep", lib = prefix / "lib/prep";
  return {share / "content", share / "exercises", share / "include", share / "runner", lib,
          lib / "judges",    share / "calibrate"};
}

Installation checkout(const fs::path& root, const fs::path& build) {
  return {root / "content", root / "exercises", root / "include",      root / "src/runner",
          build / "lib",    build / "judges",   root / "src/calibrate"};
}

// The checkout that this build folder belongs to; empty where `build` is no build folder of prep.
fs::path checkout_of(const fs::path& build) {
  try {
    std::string root = read_file(build / kCheckoutNote);
    while (!root.empty() && root.back() == '\n') root.pop_back();
    if (is_folder(fs::path(root) / "exercises")) return root;
  } catch (const IoError&) {
    return {};
  }
  // A checkout that was moved together with its build folder.
  return is_folder(build.parent_path() / "exercises") ? build.parent_path() : fs::path();
}

fs::path user_home() {
  if (const auto home = environment("HOME"); home && fs::path(*home).is_absolute()) return *home;
  const passwd* entry = getpwuid(getuid());
  if (entry != nullptr && entry->pw_dir != nullptr && *entry->pw_dir == '/') return entry->pw_dir;
  throw Error(Exit::environment, "no_home", "no home directory is known; set HOME, or pass --home FOLDER");
}

fs::path xdg(const char* variable, const char* below_home) {
  if (const auto value = environment(variable); value && fs::path(*value).is_absolute()) {
    return fs::path(*value) / "prep";
  }
  return user_home() / below_home / "prep";
}

// Absolute, no dots, no slash at the end: how a folder is shown and joined.
fs::path tidy(const fs::path& given) {
  const fs::path path = fs::absolute(given).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

fs::path with_tilde(const fs::path& p) {
  const auto home = environment("HOME");
  if (!home || !fs::path(*home).is_absolute() || *home == "/") return p;
  const fs::path below = p.lexically_relative(*home);
  if (below.empty() || *below.begin() == "..") return p;
  return below == "." ? fs::path("~") : fs::path("~") / below;
}

Installation found_by_executable() {
  const fs::path exe = own_executable();
  const fs::path folder = exe.parent_path();
  if (is_folder(folder.parent_path() / "share/prep")) return installed(folder.parent_path());
  for (const fs::path& build : {folder, folder.parent_path()}) {  // the tests lie one folder deeper
    if (const fs::path root = checkout_of(build); !root.empty()) return checkout(root, build);
  }
  throw Error(Exit::environment, "no_installation",
              "cannot find prep's own files near " + exe.string() +
                  "; run ./prep from the checkout, or install again with cmake --install");
}

}  // namespace

Installation find_installation() {
  Installation found = found_by_executable();
  if (const auto root = environment("PREP_ROOT")) {
    found.content = fs::path(*root) / "content";
    found.exercises = fs::path(*root) / "exercises";
  }
  return found;
}

Home find_home(const std::string& flag) {
  if (!flag.empty()) return {tidy(flag)};
  if (const auto home = environment("PREP_HOME")) return {tidy(*home)};
  return {user_home() / "prep-work"};
}

fs::path cache_dir() { return xdg("XDG_CACHE_HOME", ".cache"); }
fs::path state_dir() { return xdg("XDG_STATE_HOME", ".local/state"); }

std::string display(const fs::path& p) {
  if (p.is_relative()) return p.string();
  std::string best = with_tilde(p).string();
  std::error_code error;
  const fs::path cwd = fs::current_path(error);
  if (error) return best;
  const std::string relative = p.lexically_relative(cwd).string();
  if (!relative.empty() && relative.size() < best.size()) best = relative;
  return best;
}

}  // namespace prep
