#include "store/device.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "os/error.h"
#include "os/paths.h"
#include "os/random.h"
#include "store/errors.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kShortest = 4, kLongest = 40;

std::string make_device() {
  constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string id;
  for (std::uint64_t noise = random_u64(); id.size() < 10; noise >>= 5) id += kLetters[noise & 31];
  return id;
}

}  // namespace

bool valid_device(const std::string& id) {
  return id.size() >= kShortest && id.size() <= kLongest && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
         });
}

std::optional<std::string> known_device(const fs::path& state) {
  const fs::path path = state / "device";
  std::string id;
  try {
    id = read_file(path);
  } catch (const IoError& io) {
    if (io.code == ENOENT || io.code == ENOTDIR) return std::nullopt;
    throw io_sentence(io, "your record was not touched");
  }
  while (!id.empty() && id.back() == '\n') id.pop_back();
  if (!valid_device(id)) {
    throw Error(
        Exit::store, "device_damaged",
        fmt::format(
            "{} does not hold a device id; nothing was recorded. Remove that file: prep then makes a new "
            "id, and all your records stay",
            display(path)));
  }
  return id;
}

std::string ensure_device(Files& files, const fs::path& state) {
  if (auto known = known_device(state)) return *known;
  const std::string id = make_device();
  files.make_dirs(state);
  replace_file(files, state / "device", id + "\n", Durable::yes);
  return id;
}

}  // namespace prep
