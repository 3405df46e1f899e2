#include "judge/lines.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace prep {

std::optional<std::string> Lines::next() {
  for (;;) {
    const std::size_t end = pending_.find('\n');
    if (end != std::string::npos) {
      std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return line;
    }
    std::array<char, 4096> bytes;
    const ssize_t n = read(from_prep_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return {};
    pending_.append(bytes.data(), static_cast<std::size_t>(n));
  }
}

void Lines::send(std::string_view line) {
  std::string all(line);
  all += '\n';
  std::size_t at = 0;
  while (at < all.size()) {
    const ssize_t n = write(to_prep_, all.data() + at, all.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    at += static_cast<std::size_t>(n);
  }
}

}  // namespace prep
