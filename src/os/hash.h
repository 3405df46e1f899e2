// Two hashes. CRC-32C finds damage in a stored line. ContentHash names cache entries: 128 bits, our own
// mixing, the same value on every machine; it is not cryptographic, and nothing that needs that uses it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace prep {

// CRC-32C (Castagnoli, reflected). Continue a running value by passing the previous result.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t previous = 0);
std::string crc32c_hex(std::string_view bytes);  // 8 lower-case hex digits

// Order and boundaries count: add("ab"), add("c") differs from add("a"), add("bc").
class ContentHash {
 public:
  ContentHash& add(std::string_view bytes);
  ContentHash& add(std::uint64_t number);
  std::string hex() const;  // 32 lower-case hex digits; adding may go on afterwards
  std::uint64_t low64() const;

 private:
  void mix(std::uint64_t word);
  struct Digest {
    std::uint64_t a, b;
  };
  Digest digest() const;
  std::uint64_t a_ = 0x243f6a8885a308d3;  // digits of pi: arbitrary, but visibly so
  std::uint64_t b_ = 0x13198a2e03707344;
};

std::string content_hash(std::string_view bytes);  // hex of one piece

}  // namespace prep
