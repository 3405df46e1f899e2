#include "os/hash.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace prep {
namespace {

constexpr std::uint32_t kCastagnoliReflected = 0x82f63b78;
using Table = std::array<std::array<std::uint32_t, 256>, 8>;

// table[k][b]: the effect of byte b followed by k zero bytes, so that 8 bytes are folded per step.
constexpr Table make_table() {
  Table table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kCastagnoliReflected : 0);
    table[0][byte] = crc;
  }
  for (std::size_t k = 1; k < table.size(); ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = table[k - 1][byte];
      table[k][byte] = (before >> 8) ^ table[0][before & 0xff];
    }
  }
  return table;
}

constexpr Table kTable = make_table();

// Little-endian whatever the machine, so that stored values travel. One move for a whole word on the usual
// machine.
std::uint64_t load_le(std::string_view bytes) {
  std::uint64_t word = 0;
  if (std::endian::native == std::endian::little && bytes.size() >= 8) {
    std::memcpy(&word, bytes.data(), 8);
    return word;
  }
  for (std::size_t i = 0; i < bytes.size() && i < 8; ++i) {
    word |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
  }
  return word;
}

std::string hex(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

constexpr std::uint64_t kOddA = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
constexpr std::uint64_t kOddB = 0xc2b2ae3d27d4eb4f;

// Spreads every input bit over the word (xor-shift, multiply, twice).
std::uint64_t avalanche(std::uint64_t x) {
  x = (x ^ (x >> 32)) * kOddA;
  x = (x ^ (x >> 29)) * kOddB;
  return x ^ (x >> 32);
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t previous) {
  std::uint32_t crc = ~previous;
  while (bytes.size() >= 8) {
    const std::uint64_t w = load_le(bytes) ^ crc;
    crc = kTable[7][w & 0xff] ^ kTable[6][(w >> 8) & 0xff] ^ kTable[5][(w >> 16) & 0xff] ^
          kTable[4][(w >> 24) & 0xff] ^ kTable[3][(w >> 32) & 0xff] ^ kTable[2][(w >> 40) & 0xff] ^
          kTable[1][(w >> 48) & 0xff] ^ kTable[0][w >> 56];
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) crc = (crc >> 8) ^ kTable[0][(crc ^ static_cast<std::uint8_t>(c)) & 0xff];
  return ~crc;
}

std::string crc32c_hex(std::string_view bytes) { return hex(crc32c(bytes), 8); }

void ContentHash::mix(std::uint64_t word) {
  a_ = std::rotl(a_ ^ (word * kOddA), 29) * kOddB + b_;
  b_ = std::rotl(b_ + word, 31) * kOddA ^ a_;
}

ContentHash& ContentHash::add(std::string_view bytes) {
  mix(bytes.size());
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(8, bytes.size()))) {
    mix(load_le(bytes));
  }
  return *this;
}

ContentHash& ContentHash::add(std::uint64_t number) {
  mix(~std::uint64_t{0});  // no text is that long: a number never equals a text
  mix(number);
  return *this;
}

ContentHash::Digest ContentHash::digest() const {
  const std::uint64_t a = avalanche(a_ + b_ * kOddA);
  return {a, avalanche(b_ ^ std::rotl(a, 17))};
}

std::string ContentHash::hex() const {
  const Digest d = digest();
  return prep::hex(d.a, 16) + prep::hex(d.b, 16);
}

std::uint64_t ContentHash::low64() const { return digest().b; }

std::string content_hash(std::string_view bytes) { return ContentHash().add(bytes).hex(); }

}  // namespace prep
