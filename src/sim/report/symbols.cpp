#include "sim/report/symbols.h"

#include <fcntl.h>
#include <link.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

extern char** environ;

namespace prep::sim {
namespace {

constexpr std::size_t kAddressesPerRun = 1000;

// Runs a program without a shell and returns what it prints; "" when it cannot run.
std::string output_of(std::vector<std::string> words) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got; failed == 0 && (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  close(ends[0]);
  if (failed == 0) waitpid(child, nullptr, 0);
  return text;
}

bool is_ours(const std::string& file) {
  return file.find("/prep/sim/") != std::string::npos || file.find("/src/sim/") != std::string::npos || file.rfind("/usr/include/", 0) == 0 ||
         file.rfind("/usr/lib/", 0) == 0;
}

// "path:12" or "path:12 (discriminator 3)"; a "?" stands for unknown.
Place parse_place(const std::string& text) {
  Place place;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || text[0] == '?') return place;
  place.line = std::atoi(text.c_str() + colon + 1);
  if (place.line > 0) place.file = text.substr(0, colon);
  return place;
}

// -a -i -f: an address line, then pairs of a function line and a place line, innermost first.
void read_answer(const std::string& text, std::map<std::uintptr_t, Place>& places, std::uintptr_t base) {
  std::uintptr_t address = 0;
  bool function_line = true, settled = false;
  for (std::size_t begin = 0, end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = text.substr(begin, end - begin);
    if (line.rfind("0x", 0) == 0) {
      address = std::strtoull(line.c_str(), nullptr, 16) + base + 1;
      function_line = true;
      settled = false;
      continue;
    }
    function_line = !function_line;
    if (!function_line || settled) continue;
    Place place = parse_place(line);
    if (place.file.empty()) continue;
    place.ours = is_ours(place.file);
    settled = !place.ours;
    places[address] = std::move(place);
  }
}

}  // namespace

std::uintptr_t image_base() {
  static const std::uintptr_t base = [] {
    std::uintptr_t found = 0;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* result) {
          *static_cast<std::uintptr_t*>(result) = info->dlpi_addr;
          return 1;  // the program comes first
        },
        &found);
    return found;
  }();
  return base;
}

std::map<std::uintptr_t, Place> resolve(const std::vector<std::uintptr_t>& return_addresses) {
  std::map<std::uintptr_t, Place> places;
  char program[4096];
  const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  if (length <= 0) return places;
  program[length] = '\0';
  std::vector<std::uintptr_t> addresses = return_addresses;
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  for (std::size_t begin = 0; begin < addresses.size(); begin += kAddressesPerRun) {
    std::vector<std::string> words{"addr2line", "-a", "-i", "-f", "-e", program};
    for (std::size_t i = begin; i < std::min(addresses.size(), begin + kAddressesPerRun); ++i) {
      char hex[32];
      std::snprintf(hex, sizeof hex, "0x%zx", static_cast<std::size_t>(addresses[i] - 1 - image_base()));
      words.emplace_back(hex);
    }
    read_answer(output_of(std::move(words)), places, image_base());
  }
  return places;
}

}  // namespace prep::sim
