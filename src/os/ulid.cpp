#include "os/ulid.h"

#include <algorithm>
#include <array>

#include "os/random.h"

namespace prep {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTimeDigits = 10;
constexpr std::size_t kRandomDigits = 16;
constexpr std::int64_t kLastMs = (std::int64_t{1} << 48) - 1;

}  // namespace

std::string make_ulid(std::int64_t utc_ms) {
  std::string text(kTimeDigits + kRandomDigits, '0');
  auto time = static_cast<std::uint64_t>(std::clamp(utc_ms, std::int64_t{0}, kLastMs));
  for (std::size_t i = kTimeDigits; i-- > 0; time >>= 5) text[i] = kDigits[time & 31];

  std::array<std::uint8_t, 10> noise{};  // 80 bits = 16 digits of 5
  fill_random(noise);
  std::uint32_t bits = 0;
  int held = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < kRandomDigits; ++i) {
    if (held < 5) {
      bits = (bits << 8) | noise[next++];
      held += 8;
    }
    held -= 5;
    text[kTimeDigits + i] = kDigits[(bits >> held) & 31];
  }
  return text;
}

std::string next_ulid(std::int64_t utc_ms, std::string_view newest) {
  const auto seen = ulid_ms(newest);
  return make_ulid(seen ? std::max(utc_ms, *seen + 1) : utc_ms);
}

std::optional<std::int64_t> ulid_ms(std::string_view text) {
  if (text.size() != kTimeDigits + kRandomDigits || text[0] > '7') return std::nullopt;
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digit = kDigits.find(text[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    if (i < kTimeDigits) ms = (ms << 5) | static_cast<std::int64_t>(digit);
  }
  return ms;
}

}  // namespace prep
