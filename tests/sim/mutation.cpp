#include "mutation.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "sim/front/rewrite.h"
#include "sim/front/tokens.h"

namespace {

using prep::sim::Token;

struct Word {
  std::string text;
  bool is_string;
};

// The tokens with the gaps before them; empty where the text has none.
std::vector<Word> words_of(const std::string& text) {
  std::vector<Word> words;
  try {
    for (const Token& t : prep::sim::tokenize(text, prep::sim::SystemText::read).list)
      words.push_back({std::string(t.gap) + std::string(t.text), !t.text.empty() && t.text.back() == '"'});
  } catch (const prep::sim::RewriteError&) {
  }
  return words;
}

std::string joined(const std::vector<Word>& words) {
  std::string out;
  for (const Word& word : words) out += word.text;
  return out;
}

}  // namespace

std::string mutated_by_token(const std::string& text, Random& random) {
  std::vector<Word> words = words_of(text);
  if (words.empty()) return text;
  static const std::array<const char*, 26> kWords{" <<<",
                                                  " >>>",
                                                  " __shared__ ",
                                                  " extern ",
                                                  " __device__ ",
                                                  " __global__ ",
                                                  " <",
                                                  " >",
                                                  " =",
                                                  " ::",
                                                  " (void*)",
                                                  " new ",
                                                  " delete ",
                                                  " template <",
                                                  " [&]",
                                                  " static ",
                                                  " ,",
                                                  " __CUDA_ARCH__ ",
                                                  " asm volatile(",
                                                  " __launch_bounds__(",
                                                  " operator ",
                                                  " requires ",
                                                  " alignas(16) ",
                                                  " [[maybe_unused]] ",
                                                  " __constant__ ",
                                                  " ..."};
  for (std::size_t edits = 1 + random.below(4); edits > 0; --edits) {
    const std::size_t i = random.below(words.size());
    switch (random.below(5)) {
      case 0:
        words[i].text.clear();
        break;
      case 1:
        words[i].text += words[i].text;
        break;
      case 2:
        std::swap(words[i], words[random.below(words.size())]);
        break;
      case 3:
        words[i].text += kWords[random.below(kWords.size())];
        break;
      default:
        words[i] = words[random.below(words.size())];
    }
  }
  return joined(words);
}

std::string mutated_by_byte(std::string text, Random& random) {
  for (std::size_t edits = 1 + random.below(4); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = random.below(text.size());
    switch (random.below(3)) {
      case 0:
        text.erase(at, 1 + random.below(20));
        break;
      case 1:
        text.insert(at, text.substr(random.below(text.size()), random.below(80)));
        break;
      default:
        text[at] = static_cast<char>(random.below(256));
    }
  }
  return text;
}

std::string crossed(const std::string& text, const std::string& other, Random& random) {
  std::vector<Word> words = words_of(text);
  const std::vector<Word> donor = words_of(other);
  if (words.empty() || donor.empty()) return text;
  const std::size_t from = random.below(donor.size()), at = random.below(words.size());
  const std::size_t length = std::min(1 + random.below(60), donor.size() - from);
  const std::size_t gone = std::min(random.below(2) * random.below(60), words.size() - at);
  const auto place = words.begin() + static_cast<std::ptrdiff_t>(at);
  const auto after = words.erase(place, place + static_cast<std::ptrdiff_t>(gone));
  const auto first = donor.begin() + static_cast<std::ptrdiff_t>(from);
  words.insert(after, first, first + static_cast<std::ptrdiff_t>(length));
  return joined(words);
}

std::string mutated_in_strings(const std::string& text, Random& random) {
  std::vector<Word> words = words_of(text);
  std::vector<std::size_t> strings;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].is_string && words[i].text.size() > 2) strings.push_back(i);
  if (strings.empty()) return mutated_by_token(text, random);
  static const std::array<const char*, 34> kPtx{".reg .pred p;",
                                                "@p ",
                                                "@!p ",
                                                "setp.ne.s32 p, %1, 0;",
                                                "mov.u32 ",
                                                "%0",
                                                "%9",
                                                "%%laneid",
                                                "{",
                                                "}",
                                                ";",
                                                ",",
                                                "[",
                                                "]",
                                                "+4",
                                                ".b32",
                                                ".f16x2",
                                                ".sync",
                                                ".aligned",
                                                ".m16n8k16",
                                                "ldmatrix",
                                                "mma",
                                                "cp.async",
                                                "bar.sync 0",
                                                "0x7fffffff",
                                                "0f3f800000",
                                                "bra L;",
                                                "L: ",
                                                "ld.global.nc.L1::no_allocate.v4.f32 ",
                                                "red.add",
                                                "lop3.b32",
                                                "\\n\\t",
                                                "//",
                                                "/*"};
  for (std::size_t edits = 1 + random.below(3); edits > 0; --edits) {
    std::string& word = words[strings[random.below(strings.size())]].text;
    const std::size_t quote = word.find('"');
    if (quote == std::string::npos || word.size() < quote + 3) continue;
    const std::size_t at = quote + 1 + random.below(word.size() - quote - 2);
    switch (random.below(4)) {
      case 0:
        word.erase(at, std::min(1 + random.below(8), word.size() - 1 - at));
        break;
      case 1:
        word.insert(at, word.substr(at, std::min(random.below(20), word.size() - 1 - at)));
        break;
      case 2:
        word[at] = static_cast<char>(' ' + static_cast<char>(random.below(95)));
        break;
      default:
        word.insert(at, kPtx[random.below(kPtx.size())]);
    }
  }
  return joined(words);
}

std::size_t fuzz_rounds(std::size_t usual) {
  const char* const wanted = std::getenv("PREP_FUZZ_ROUNDS");
  return wanted != nullptr ? usual * std::strtoul(wanted, nullptr, 10) : usual;
}

Random fuzz_random(std::uint64_t usual) {
  const char* const wanted = std::getenv("PREP_FUZZ_SEED");
  return {wanted != nullptr ? usual ^ (std::strtoul(wanted, nullptr, 10) << 20) : usual};
}

void fuzz_begins(const std::string& input) {
  static const char* const last = std::getenv("PREP_FUZZ_LAST");
  if (last == nullptr) return;
  ::alarm(60);
  std::ofstream(last, std::ios::binary) << input;
}
