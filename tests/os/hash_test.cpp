#include "os/hash.h"

#include <set>

#include "catch.h"

using namespace prep;

TEST_CASE("CRC-32C: the published vectors") {
  CHECK(crc32c("123456789") == 0xE3069283);
  CHECK(crc32c("") == 0);
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AA);  // RFC 3720, B.4
  CHECK(crc32c(std::string(32, '\xff')) == 0x62A8AB43);
  std::string rising;
  for (char c = 0; c < 32; ++c) rising.push_back(c);
  CHECK(crc32c(rising) == 0x46DD794E);
  CHECK(crc32c_hex("123456789") == "e3069283");
  CHECK(crc32c_hex("").size() == 8);
}

TEST_CASE("CRC-32C goes on where it stopped, at any place") {
  const std::string text = "a line of a journal, long enough for several words";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CHECK(crc32c(text.substr(cut), crc32c(text.substr(0, cut))) == crc32c(text));
  }
}

TEST_CASE("CRC-32C finds every single flipped bit") {
  const std::string text = "{\"v\":1,\"op\":\"attempt\"}";
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string damaged = text;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    CHECK(crc32c(damaged) != crc32c(text));
  }
}

TEST_CASE("content hashes: the value is fixed, boundaries and order count") {
  CHECK(content_hash("") == "6cdf2a245a436c7926dd52049bc337f2");  // caches of an older prep stay valid
  CHECK(content_hash("a") == "04e0f6add81f66c5e21e968f5b476d9e");
  CHECK(ContentHash().add("ab").add("c").hex() != ContentHash().add("a").add("bc").hex());
  CHECK(ContentHash().add("a").add("b").hex() != ContentHash().add("b").add("a").hex());
  CHECK(ContentHash().add("").add("a").hex() != ContentHash().add("a").hex());
  CHECK(ContentHash().add(std::uint64_t{0}).hex() != ContentHash().add("").hex());
  CHECK(content_hash(std::string("a\0", 2)) != content_hash("a"));
}

TEST_CASE("content hashes of near texts differ in about half of their bits") {
  std::set<std::string> seen;
  std::set<std::uint64_t> low;
  for (int i = 0; i < 20'000; ++i) {
    const ContentHash hash = ContentHash().add("kernel " + std::to_string(i));
    seen.insert(hash.hex());
    low.insert(hash.low64() & 0xffffffffff);  // 40 bits: 20,000 values collide once in 5,000 tries
  }
  CHECK(seen.size() == 20'000);
  CHECK(low.size() == 20'000);
  const std::uint64_t base = ContentHash().add(std::uint64_t{0}).low64();
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t changed = base ^ ContentHash().add(std::uint64_t{1} << bit).low64();
    CHECK(__builtin_popcountll(changed) > 12);
  }
}
