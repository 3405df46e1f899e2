#include "os/program.h"

#include <sys/sysinfo.h>
#include <unistd.h>

#include <map>

#include "os/environment.h"

namespace prep {

namespace fs = std::filesystem;

std::vector<std::string> child_environment(const ProcessSpec& spec) {
  std::map<std::string, std::string> values;
  const auto set = [&](const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals != std::string::npos) values[assignment.substr(0, equals)] = assignment.substr(equals + 1);
  };
  if (spec.output == Output::inherit) {
    for (char** entry = environ; *entry != nullptr; ++entry) set(*entry);
  } else {
    for (const char* name : {"PATH", "HOME", "LANG", "TMPDIR", "TERM"}) {
      if (const auto value = environment(name)) values[name] = *value;
    }
  }
  if (spec.confinement.confined && !spec.confinement.writable.empty())
    values["TMPDIR"] = spec.confinement.writable.front();
  for (const std::string& assignment : spec.env_add) set(assignment);
  std::vector<std::string> list;
  for (const auto& [name, value] : values) list.push_back(name + "=" + value);
  return list;
}

// As execvp looks: empty where no folder of PATH has it. A name with a slash is taken as it stands, relative
// to cwd.
fs::path find_program(const ProcessSpec& spec) {
  if (spec.argv.empty()) return {};
  const std::string& name = spec.argv.front();
  if (name.find('/') != std::string::npos) return fs::absolute(spec.cwd / name);
  std::string rest = environment_or("PATH", "/usr/local/bin:/usr/bin:/bin") + ":";
  while (!name.empty() && !rest.empty()) {
    const std::size_t colon = rest.find(':');
    const fs::path candidate = fs::path(colon == 0 ? "." : rest.substr(0, colon)) / name;
    std::error_code error;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate, error))
      return fs::absolute(candidate);
    rest.erase(0, colon + 1);
  }
  return {};
}

std::vector<ResourceLimit> resource_limits(const ProcessSpec& spec) {
  const Limits& limits = spec.limits;
  std::vector<ResourceLimit> list;
  if (spec.output == Output::capture) list.push_back({RLIMIT_CORE, 0, 0});
  if (limits.cpu.count() > 0) {
    const auto seconds = static_cast<rlim_t>((limits.cpu.count() + 999) / 1000);
    list.push_back({RLIMIT_CPU, seconds, seconds + 1});  // SIGXCPU, then SIGKILL for those who catch it
  }
  if (limits.memory_bytes > 0 && limits.memory_kind == MemoryLimit::address_space) {
    list.push_back({RLIMIT_AS, limits.memory_bytes, limits.memory_bytes});
  }
  if (limits.file_bytes > 0) list.push_back({RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes});
  if (limits.stack_bytes > 0) list.push_back({RLIMIT_STACK, limits.stack_bytes, limits.stack_bytes});
  if (limits.processes > 0) {
    // Counts all of the user's threads, so it can only be a backstop against a fork bomb between two looks at
    // the tree: what runs on this machine now, and room for a program with many threads.
    struct sysinfo machine {};
    sysinfo(&machine);
    const auto most = static_cast<rlim_t>(machine.procs) + static_cast<rlim_t>(limits.processes) + 1024;
    list.push_back({RLIMIT_NPROC, most, most});
  }
  return list;
}

}  // namespace prep
