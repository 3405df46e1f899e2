// Mutants of CUDA text for the rewriter's fuzz tests: the same seed gives the same mutants.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

struct Random {
  std::uint64_t state;
  std::size_t below(std::size_t n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % n);
  }
};

// A token deleted, doubled, swapped, replaced by another of the text or followed by one of CUDA's words.
std::string mutated_by_token(const std::string& text, Random& random);

// Bytes deleted, copied from elsewhere or overwritten.
std::string mutated_by_byte(std::string text, Random& random);

// A run of tokens of `other` put between two tokens of `text`, or in place of some.
std::string crossed(const std::string& text, const std::string& other, Random& random);

// Words and bytes inside one of the text's string literals: what reaches the reader of PTX.
std::string mutated_in_strings(const std::string& text, Random& random);

// PREP_FUZZ_ROUNDS and PREP_FUZZ_SEED make a long run of another seed; PREP_FUZZ_LAST=FILE keeps the input at
// work in FILE, and more than a minute at one input ends the test there.
std::size_t fuzz_rounds(std::size_t usual);
Random fuzz_random(std::uint64_t usual);
void fuzz_begins(const std::string& input);
