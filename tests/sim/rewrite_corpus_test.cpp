// Every CUDA file of the tree and its mutants: what is no CUDA construct comes out as it went in, in order,
// and nothing crashes or hangs. mutation.h says how to make a long run.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catch.h"
#include "mutation.h"
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
    for (const char* const folder : {PREP_TEST_PROGRAMS, PREP_TEST_SUITE, PREP_TEST_EXERCISES})
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cu") continue;
        std::ifstream in(entry.path());
        found.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
      }
    return found;
  }();
  return all;
}

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

// A literal that its line does not end is an error for every compiler.
bool has_open_literal(const Tokens& tokens) {
  return std::any_of(tokens.list.begin(), tokens.list.end(), [](const Token& t) {
    if (t.kind != Token::Kind::string && t.kind != Token::Kind::character) return false;
    const char quote = t.kind == Token::Kind::string ? '"' : '\'';
    return t.text.size() < 2 || t.text.back() != quote || t.text.find(quote) == t.text.size() - 1;
  });
}

// The first token of the input that is missing in the output; "" where there is none.
std::string lost_token(const std::string& input, const std::string& output) {
  const Tokens before = prep::sim::tokenize(input, prep::sim::SystemText::read);
  if (has_open_literal(before)) return "";
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
  fuzz_begins(text);
  std::string output;
  try {
    output = prep::sim::rewrite(text, {prep::sim::RewriteOptions::SystemHeaders::rewrite});
  } catch (const prep::sim::RewriteError& e) {
    return e.what()[0] == '\0' ? "an error without words" : "";
  }
  try {
    return lost_token(text, output);
  } catch (const prep::sim::RewriteError&) {
    return "";  // brackets that do not pair (after a literal without its end): no compiler takes that
                // silently
  }
}

std::string mutant_of(const Source& source, Random& random) {
  switch (random.below(4)) {
    case 0:
      return mutated_by_token(source.text, random);
    case 1:
      return mutated_by_byte(source.text, random);
    case 2:
      return crossed(source.text, corpus()[random.below(corpus().size())].text, random);
    default:
      return mutated_in_strings(source.text, random);
  }
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
  Random random = fuzz_random(0x2545f4914f6cdd1dull);
  for (std::size_t round = 0; round < fuzz_rounds(3); ++round)
    for (const Source& source : corpus()) {
      const std::string mutant = mutant_of(source, random);
      const std::string found = defect(mutant);
      if (!found.empty()) {
        INFO(source.name << ", round " << round << "\n" << mutant);
        CHECK(found == "");
      }
    }
}

TEST_CASE("two passes of a file and its mutant become one text or an error") {
  Random random = fuzz_random(0x9e3779b97f4a7c15ull);
  for (std::size_t round = 0; round < fuzz_rounds(1); ++round)
    for (const Source& source : corpus()) {
      try {
        CHECK(prep::sim::merge_passes(source.text, source.text).text == source.text);
        const std::string mutant = mutant_of(source, random);
        fuzz_begins(mutant);
        prep::sim::rewrite(prep::sim::merge_passes(source.text, mutant).text);
      } catch (const prep::sim::RewriteError& e) {
        CHECK(e.what()[0] != '\0');
      }
    }
}
