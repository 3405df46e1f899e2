#include "os/random.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "os/error.h"

namespace prep {

void fill_random(std::span<std::uint8_t> bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + done, bytes.size() - done, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      throw Error(Exit::environment, "no_random",
                  "the kernel gives no random bytes (getrandom failed); prep needs Linux 3.17 or newer");
    }
    done += static_cast<std::size_t>(got);
  }
}

std::uint64_t random_u64() {
  std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
  fill_random(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), bytes.size());
  return value;
}

}  // namespace prep
