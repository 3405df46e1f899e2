#include "os/landlock.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace prep {
namespace {

// The kernel's interface, uapi/linux/landlock.h, as of version 7.
constexpr long kCreate = 444, kAddRule = 445, kRestrict = 446;  // the same numbers on every architecture
constexpr unsigned kAskVersion = 1;
constexpr int kPathBeneath = 1;

constexpr std::uint64_t kExecute = 1 << 0, kWriteFile = 1 << 1, kReadFile = 1 << 2, kReadDir = 1 << 3;
constexpr std::uint64_t kMakeChar = 1 << 6, kMakeBlock = 1 << 11;
constexpr std::uint64_t kRefer = 1 << 13, kTruncate = 1 << 14, kIoctlDevice = 1 << 15;
constexpr std::uint64_t kFirstVersion = (1 << 13) - 1;
constexpr std::uint64_t kTcp = 1 << 0 | 1 << 1;  // bind, connect
constexpr std::uint64_t kAbstractSockets = 1 << 0, kSignals = 1 << 1;
constexpr std::uint64_t kOfFiles = kExecute | kWriteFile | kReadFile | kTruncate | kIoctlDevice;

struct RulesetAttr {
  std::uint64_t files, net, scoped;
};
struct __attribute__((packed)) PathAttr {
  std::uint64_t allowed;
  std::int32_t parent;
};

std::uint64_t file_rights(int version) {
  return kFirstVersion | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0) |
         (version >= 5 ? kIoctlDevice : 0);
}

int add_rule(int rules, const char* path, std::uint64_t rights) {
  const int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return errno;
  struct stat st {};
  int result = 0;
  if (fstat(fd, &st) < 0) {
    result = errno;
  } else {
    const PathAttr attr{S_ISDIR(st.st_mode) ? rights : rights & kOfFiles, fd};
    if (syscall(kAddRule, rules, kPathBeneath, &attr, 0) < 0) result = errno;
  }
  close(fd);
  return result;
}

}  // namespace

int landlock_version() { return static_cast<int>(syscall(kCreate, nullptr, 0, kAskVersion)); }

int make_landlock_rules(const std::vector<std::filesystem::path>& readable,
                        const std::vector<std::filesystem::path>& writable, Supervision supervision) {
  const int version = landlock_version();
  if (version < 1) return -1;
  // An older kernel refuses fields that it does not know, unless they are zero and beyond its size.
  const RulesetAttr attr{file_rights(version), version >= 4 && supervision == Supervision::none ? kTcp : 0,
                         version >= 6 ? kAbstractSockets | kSignals : 0};
  const std::size_t size = version >= 6   ? sizeof(attr)
                           : version >= 4 ? 2 * sizeof(std::uint64_t)
                                          : sizeof(std::uint64_t);
  const int rules = static_cast<int>(syscall(kCreate, &attr, size, 0));
  if (rules < 0) return -1;

  const std::uint64_t all = file_rights(version) & ~(kMakeChar | kMakeBlock);
  for (const auto& path : readable) allow_reading(rules, path.c_str());
  for (const auto& path : writable) add_rule(rules, path.c_str(), all);
  return rules;
}

int allow_reading(int rules, const char* path) {
  return add_rule(rules, path, kExecute | kReadFile | kReadDir);
}

int allow_changing(int rules, const char* path) {
  const std::uint64_t rights = kReadFile | kReadDir | kWriteFile | kTruncate;
  return add_rule(rules, path, rights & file_rights(landlock_version()));
}

int enter_landlock(int rules) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return errno;
  return syscall(kRestrict, rules, 0) < 0 ? errno : 0;
}

}  // namespace prep
