// Every CUDA file of the tree and its mutants: what is no CUDA construct comes out as it went in, in order,
// and nothing crashes or hangs. PREP_FUZZ_ROUNDS raises the mutants per file for a long run.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catch.h"
#include "sim/front/passes.h"
#include "sim/front/rewrite.h"
#include "sim/front/tokens.h"

namespace {

using prep::sim::Token;
using prep::sim::Tokens;

struct Source {
  std::string name, text;
};

const std::vector<Source>& corpus() {
  static const std::vector<Source> all = [] {
    std::vector<Source> found;
    for (const char* const folder : {PREP_TEST_PROGRAMS, PREP_TEST_EXERCISES})
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cu") continue;
        std::ifstream in(entry.path());
        found.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
      }
    return found;
  }();
  return all;
}

struct Random {
  std::uint64_t state;
  std::size_t below(std::size_t n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % n);
  }
};

bool changed_word(const Token& t) {
  for (const char* const word :
       {"__global__", "__device__", "__host__", "__constant__", "__managed__", "__grid_constant__",
        "__noinline__", "__nv_pure__", "malloc", "free", "new", "delete"})
    if (t.is(word)) return true;
  return false;
}

// Statements whose order or words the rewriter may change, brackets stepped over; all others only lose or
// change single words.
bool begins_change(const Token& t) {
  for (const char* const word :
       {"<<<", "__shared__", "asm", "__asm__", "__asm", "__launch_bounds__", "cudaLaunchKernel",
        "cudaLaunchCooperativeKernel", "reinterpret_cast", "static_cast", "void", "delete", "new"})
    if (t.is(word)) return true;
  return false;
}

std::vector<std::string_view> kept_tokens(const Tokens& tokens) {
  std::vector<bool> changed(tokens.size(), false);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is(";") || tokens[i].is("{") || tokens[i].is("}")) begin = i + 1;
    if (!begins_change(tokens[i])) continue;
    std::size_t end = i;
    while (end + 1 < tokens.size() && !tokens[end].is(";") && !tokens[end].is("}"))
      end = std::max(end, tokens.match[end]) + 1;
    // A function's head is changed, its body only where something in it is.
    const bool head = tokens[i].is("void") || tokens[i].is("__launch_bounds__");
    for (std::size_t k = begin; k < end && !(head && tokens[k].is("{")); ++k) changed[k] = true;
  }
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (!changed[i] && !changed_word(tokens[i])) kept.push_back(tokens[i].text);
  return kept;
}

// The first token of the input that is missing in the output; "" where there is none.
std::string lost_token(const std::string& input, const std::string& output) {
  const Tokens before = prep::sim::tokenize(input, prep::sim::SystemText::read);
  const Tokens after = prep::sim::tokenize(output, prep::sim::SystemText::read);
  std::size_t at = 0;
  for (const std::string_view token : kept_tokens(before)) {
    while (at < after.size() && after[at].text != token) ++at;
    if (at == after.size()) return std::string(token);
    ++at;
  }
  return "";
}

// "" where the rewriter answers as it should.
std::string defect(const std::string& text) {
  std::string output;
  try {
    output = prep::sim::rewrite(text, {prep::sim::RewriteOptions::SystemHeaders::rewrite});
  } catch (const prep::sim::RewriteError& e) {
    return e.what()[0] == '\0' ? "an error without words" : "";
  }
  try {
    return lost_token(text, output);
  } catch (const prep::sim::RewriteError&) {
    return "";  // brackets that do not pair (after a literal without its end): no compiler takes that silently
  }
}

// A token deleted, doubled, swapped with the next, or replaced by one of another place or another file.
std::string mutated_by_token(const std::string& text, Random& random) {
  Tokens tokens;
  try {
    tokens = prep::sim::tokenize(text, prep::sim::SystemText::read);
  } catch (const prep::sim::RewriteError&) {
    return text;
  }
  std::vector<std::string> words;
  for (const Token& t : tokens.list) words.push_back(std::string(t.gap) + std::string(t.text));
  static const std::array<const char*, 18> kWords{" <<<",     " >>>",         " __shared__ ",
                                                  " extern ", " __device__ ", " __global__ ",
                                                  " <",       " >",           " =",
                                                  " ::",      " (void*)",     " new ",
                                                  " delete ", " template <",  " __CUDA_ARCH__ ",
                                                  " [&]",     " static ",     " ,"};
  for (std::size_t edits = 1 + random.below(4); edits > 0; --edits) {
    const std::size_t i = random.below(words.size());
    switch (random.below(5)) {
      case 0:
        words[i].clear();
        break;
      case 1:
        words[i] += words[i];
        break;
      case 2:
        std::swap(words[i], words[random.below(words.size())]);
        break;
      case 3:
        words[i] += kWords[random.below(kWords.size())];
        break;
      default:
        words[i] = words[random.below(words.size())];
    }
  }
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
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

std::size_t rounds() {
  const char* const wanted = std::getenv("PREP_FUZZ_ROUNDS");
  return wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : 3;
}

}  // namespace

TEST_CASE("every CUDA file of the tree keeps its tokens") {
  REQUIRE(corpus().size() > 60);
  for (const Source& source : corpus()) {
    INFO(source.name);
    CHECK(defect(source.text) == "");
  }
}

TEST_CASE("mutants of every CUDA file get an answer and keep their tokens") {
  Random random{0x2545f4914f6cdd1dull};
  for (const Source& source : corpus())
    for (std::size_t round = 0; round < rounds(); ++round) {
      const std::string mutant =
          random.below(2) == 0 ? mutated_by_token(source.text, random) : mutated_by_byte(source.text, random);
      const std::string found = defect(mutant);
      if (!found.empty()) {
        INFO(source.name << ", round " << round << "\n" << mutant);
        CHECK(found == "");
      }
    }
}

TEST_CASE("two passes of a file and its mutant become one text or an error") {
  Random random{0x9e3779b97f4a7c15ull};
  for (const Source& source : corpus()) {
    try {
      CHECK(prep::sim::merge_passes(source.text, source.text).text == source.text);
      prep::sim::rewrite(prep::sim::merge_passes(source.text, mutated_by_token(source.text, random)).text);
    } catch (const prep::sim::RewriteError& e) {
      CHECK(e.what()[0] != '\0');
    }
  }
}
