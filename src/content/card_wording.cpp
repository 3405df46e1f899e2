#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

#include "content/card_check.h"
#include "os/paths.h"

namespace prep {
namespace {

constexpr int kMostWords = 60;
constexpr int kMostItems = 3;

// "×", "=" and the dashes are no words.
int count_words(const std::string& text) {
  std::istringstream in(text);
  int count = 0;
  for (std::string word; in >> word;)
    count += std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
  return count;
}

int count_items(const std::string& text) {
  static const std::regex item(R"(^\s*([-*+]|[0-9]+[.)])\s+\S.*)");
  std::istringstream in(text);
  int count = 0;
  for (std::string line; std::getline(in, line);) count += std::regex_match(line, item);
  return count;
}

// "Yes." and "No: …" answer nothing else. "No more than 32" does, unless the question begins as one for yes
// or no.
bool is_yes_no(const Card& card) {
  static const std::regex plain(R"(^(yes|no)([.,:;!].*)?$)", std::regex::icase);
  static const std::regex loose(R"(^(yes|no)\b.*)", std::regex::icase);
  static const std::regex asked(
      R"((^|[.?!:;,]\s+)(and |so |but |then )?(is|are|was|were|am|do|does|did|can|could|will|would|shall|should|may|might|must|has|have|had)(n't)?\s[^.?!]*\?)",
      std::regex::icase);
  const std::string first = card.answer.substr(0, card.answer.find('\n'));
  if (std::regex_match(first, plain)) return true;
  return std::regex_match(first, loose) && std::regex_search(card.question, asked);
}

}  // namespace

void check_wording(const Card& card, std::vector<std::string>& problems) {
  const auto fail = [&](const std::string& sentence) {
    problems.push_back(fmt::format("{}:{}: {} {}", display(card.file), card.line, card.id, sentence));
  };
  const bool cloze = card.kind == CardKind::cloze;
  const int words = count_words(card.answer) + (cloze ? count_words(card.question) : 0);
  if (words > kMostWords)
    fail(fmt::format("{} {} words, the limit is {}; say less, or make two cards",
                     cloze ? "has a sentence of" : "is answered in", words, kMostWords));
  const int items = count_items(card.answer);
  if (items > kMostItems) fail(fmt::format("lists {} things, the limit is {}; split it", items, kMostItems));
  if (!cloze && is_yes_no(card)) fail("is a yes/no question; ask how many, which, why, or what happens");
}

}  // namespace prep
