// What a set of wrong elements has in common, in words: where they lie, and what they hold instead.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace prep {

// An input with which an output may have been confused: same type, same number of elements.
struct NamedValues {
  std::string name;
  std::span<const std::byte> bytes;
};

struct Mismatches {
  const Buffer* buffer = nullptr;
  std::span<const std::byte> actual;
  std::vector<Index> wrong;       // ascending, not empty
  Index compared = 0;             // how many elements were compared; fewer than elements() where only sampled
  std::span<const double> exact;  // by element, NaN where not compared; empty when only sampled
  Tolerance tolerance;
  std::vector<NamedValues> inputs;
  std::string example;  // the first wrong element in words: the sentence about a lone one holds it
};

// "all in columns 992..999", "only the last 1025 % 256 = 1 of them", "every 4th element"; empty where nothing
// can be said.
std::string where_in_words(const Mismatches& mismatches);
// "never written (still the poison 0xFF)", "all zero", "the values of input x", "shifted by one…"; empty as
// above.
std::string what_in_words(const Mismatches& mismatches);
// The whole first sentence about an output.
std::string mismatch_sentence(const Mismatches& mismatches);

}  // namespace prep
