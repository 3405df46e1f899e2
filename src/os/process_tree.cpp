#include "os/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

namespace prep {
namespace {

// A /proc path in a fixed buffer: the keeper must not allocate.
class ProcPath {
 public:
  ProcPath& operator<<(const char* text) {
    while (*text != '\0' && at_ + 1 < sizeof(text_)) text_[at_++] = *text++;
    text_[at_] = '\0';
    return *this;
  }
  ProcPath& operator<<(pid_t number) {
    char digits[16];
    std::size_t n = sizeof(digits);
    digits[--n] = '\0';
    do {
      digits[--n] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number > 0);
    return *this << (digits + n);
  }
  const char* text() const { return text_; }

 private:
  char text_[96] = {};
  std::size_t at_ = 0;
};

pid_t parse_pid(const char* text) {
  pid_t value = 0;
  if (*text == '\0') return 0;
  for (; *text != '\0'; ++text) {
    if (*text < '0' || *text > '9') return 0;
    value = value * 10 + (*text - '0');
  }
  return value;
}

// Calls visit(number) for each entry of a folder whose name is a number; false where the folder cannot be
// opened.
template <typename Visit>
bool each_numbered(const char* folder, Visit visit) {
  const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  alignas(dirent64) char buffer[4096];
  for (;;) {
    const long bytes = syscall(SYS_getdents64, fd, buffer, sizeof(buffer));
    if (bytes <= 0) break;
    for (long at = 0; at < bytes;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      const pid_t number = parse_pid(entry->d_name);
      if (number > 0) visit(number);
      at += entry->d_reclen;
    }
  }
  close(fd);
  return true;
}

// /proc/P/task/T/children: numbers with blanks between. False where the kernel was built without it.
template <typename Visit>
bool each_child_of_thread(pid_t process, pid_t thread, Visit visit) {
  const int fd = open((ProcPath() << "/proc/" << process << "/task/" << thread << "/children").text(),
                      O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  char buffer[4096];
  pid_t number = 0;
  for (;;) {
    const ssize_t bytes = read(fd, buffer, sizeof(buffer));
    if (bytes <= 0) break;
    for (ssize_t i = 0; i < bytes; ++i) {
      if (buffer[i] >= '0' && buffer[i] <= '9') {
        number = number * 10 + (buffer[i] - '0');
      } else {
        if (number > 0) visit(number);
        number = 0;
      }
    }
  }
  if (number > 0) visit(number);
  close(fd);
  return true;
}

// From /proc/P/stat: "12 (a name) S 7 …". The name may hold anything, so the last ')' counts.
pid_t parent_of(pid_t pid) {
  const int fd = open((ProcPath() << "/proc/" << pid << "/stat").text(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  char buffer[512];
  const ssize_t bytes = read(fd, buffer, sizeof(buffer) - 1);
  close(fd);
  if (bytes <= 0) return 0;
  buffer[bytes] = '\0';
  const char* after_name = std::strrchr(buffer, ')');
  if (after_name == nullptr || std::strlen(after_name) < 5) return 0;
  pid_t parent = 0;
  for (const char* c = after_name + 4; *c >= '0' && *c <= '9'; ++c) parent = parent * 10 + (*c - '0');
  return parent;
}

bool kernel_lists_children() {
  static const bool lists = access("/proc/thread-self/children", R_OK) == 0;
  return lists;
}

}  // namespace

std::size_t list_children(pid_t parent, pid_t* pids, std::size_t capacity) {
  std::size_t count = 0;
  const auto keep = [&](pid_t child) {
    if (count < capacity) pids[count++] = child;
  };
  if (kernel_lists_children()) {
    each_numbered((ProcPath() << "/proc/" << parent << "/task").text(),
                  [&](pid_t thread) { each_child_of_thread(parent, thread, keep); });
  } else {
    each_numbered("/proc", [&](pid_t pid) {
      if (parent_of(pid) == parent) keep(pid);
    });
  }
  return count;
}

std::vector<pid_t> descendants(pid_t root) {
  constexpr std::size_t kAtOnce = 4096;
  std::vector<pid_t> all;
  std::vector<pid_t> children(kAtOnce);
  pid_t parent = root;
  for (std::size_t next = 0;; parent = all[next++]) {
    const std::size_t count = list_children(parent, children.data(), children.size());
    all.insert(all.end(), children.begin(), children.begin() + static_cast<std::ptrdiff_t>(count));
    if (next == all.size()) return all;
  }
}

std::uint64_t resident_bytes(pid_t pid) {
  const int fd = open((ProcPath() << "/proc/" << pid << "/statm").text(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  char buffer[128];
  const ssize_t bytes = read(fd, buffer, sizeof(buffer) - 1);
  close(fd);
  if (bytes <= 0) return 0;
  buffer[bytes] = '\0';
  const char* second = std::strchr(buffer, ' ');
  if (second == nullptr) return 0;
  std::uint64_t pages = 0;
  for (++second; *second >= '0' && *second <= '9'; ++second) {
    pages = pages * 10 + static_cast<std::uint64_t>(*second - '0');
  }
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace prep
