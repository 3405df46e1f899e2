#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "content/card_check.h"
#include "os/paths.h"

namespace prep {
namespace {

// A rewording keeps more than this; twins that ask for different things (ring and one-shot all-reduce) share
// less.
constexpr double kSame = 0.7;

// Numbers are what cards are about: "4.25" stays one word, and "four" is "4".
std::string normalised(std::string word) {
  static const std::map<std::string, std::string> numbers{
      {"one", "1"},   {"two", "2"},   {"three", "3"}, {"four", "4"}, {"five", "5"},     {"six", "6"},
      {"seven", "7"}, {"eight", "8"}, {"nine", "9"},  {"ten", "10"}, {"sixteen", "16"}, {"zero", "0"}};
  if (const auto number = numbers.find(word); number != numbers.end()) return number->second;
  const bool plural = word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's';
  if (plural) word.pop_back();
  return word;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  const auto alnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool joins = (c == '.' || c == '_') && !word.empty() && i + 1 < text.size() && alnum(text[i + 1]);
    if (alnum(c) || joins) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!word.empty()) {
      words.push_back(normalised(std::move(word)));
      word.clear();
    }
  }
  return words;
}

bool says_little(const std::string& word) {
  static const std::set<std::string> words{"a",    "an",   "the",  "of",  "in",   "on",   "at",    "is",
                                           "are",  "was",  "be",   "do",  "doe",  "did",  "it",    "its",
                                           "that", "thi",  "and",  "for", "with", "what", "which", "how",
                                           "why",  "when", "many", "much"};  // normalised: "doe" is "does"
  return words.count(word) > 0;
}

struct Fingerprint {
  std::vector<std::string> question;  // word by word
  std::vector<int> words;             // numbers of the words of question and answer, rising
};

// Jaccard's measure: common words divided by all words of both.
double overlap(const std::vector<int>& a, const std::vector<int>& b) {
  const auto fewer = static_cast<double>(std::min(a.size(), b.size()));
  const auto more = static_cast<double>(std::max(a.size(), b.size()));
  if (fewer < kSame * more || more == 0) return 0;  // cannot reach it
  std::size_t both = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++both;
    const bool x_on = *x <= *y, y_on = *y <= *x;
    x += x_on;
    y += y_on;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<Fingerprint> fingerprints(const std::vector<Card>& cards) {
  std::map<std::string, int> numbers;
  std::vector<Fingerprint> all;
  for (const Card& card : cards) {
    Fingerprint one{words_of(card.question), {}};
    for (const std::string& word : words_of(card.question + "\n" + card.answer))
      if (!says_little(word))
        one.words.push_back(numbers.emplace(word, static_cast<int>(numbers.size())).first->second);
    std::sort(one.words.begin(), one.words.end());
    one.words.erase(std::unique(one.words.begin(), one.words.end()), one.words.end());
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

void check_repetition(const std::vector<Card>& cards, std::vector<std::string>& problems) {
  const std::vector<Fingerprint> prints = fingerprints(cards);
  for (std::size_t later = 0; later < cards.size(); ++later)
    for (std::size_t first = 0; first < later; ++first) {
      const bool same_question = prints[first].question == prints[later].question;
      const double share = overlap(prints[first].words, prints[later].words);
      if (!same_question && share < kSame) continue;
      const Card &a = cards[first], &b = cards[later];
      problems.push_back(fmt::format("{}:{}: {} repeats {} ({}:{}): {}; drop one, or ask another thing",
                                     display(b.file), b.line, b.id, a.id, display(a.file), a.line,
                                     same_question
                                         ? "the same question"
                                         : fmt::format("{:.0f} % of their words are the same", 100 * share)));
    }
}

}  // namespace prep
