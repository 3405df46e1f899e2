// content/cards/*.md: what review asks. Only commands that show cards read them; next, status and list do
// not.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace prep {

enum class CardKind { basic, cloze };

struct Card {
  std::string id;        // "w2d2-sector-count"; unique over all files, never reused
  std::string topic;     // a tag of content/topics.json
  std::string lesson;    // the day that teaches it: "w2d2"
  std::string source;    // where the fact can be looked up
  std::string prevents;  // the mistake
  CardKind kind = CardKind::basic;
  std::string question;  // Markdown; of a cloze: the sentence with "[…]" for each gap
  std::string answer;    // Markdown; of a cloze: what stands in the gaps, joined by "; "
  std::filesystem::path file;
  int line = 0;  // of its "## id"
};

std::vector<std::filesystem::path> card_files(const std::filesystem::path& content);

// All cards, by file and in its order; no folder, no cards. Strict: the first problem is an Error(content).
std::vector<Card> load_cards(const std::filesystem::path& content);

// All problems, as "file:line: sentence": those of reading, and what no card may be: a repetition of another,
// a question that yes or no answers, an answer over 60 words, a list of more than three.
std::vector<std::string> check_cards(const std::filesystem::path& content);

}  // namespace prep
