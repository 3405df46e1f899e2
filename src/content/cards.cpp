#include "content/cards.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "content/card_check.h"
#include "content/card_file.h"
#include "content/library.h"
#include "content/week_file.h"
#include "os/error.h"
#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

CardNames load_names(const fs::path& content) {
  CardNames names;
  for (const auto& [tag, words] : load_topics(content)) names.topics.push_back(tag);
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(content / "weeks", none)) {
    if (!fs::exists(entry.path() / "week.json")) continue;
    for (const Day& day : load_week(entry.path()).days) names.days.push_back(day.id);
  }
  std::sort(names.days.begin(), names.days.end());
  return names;
}

CardFile read_all(const fs::path& content) {
  CardFile all;
  const std::vector<fs::path> files = card_files(content);
  if (files.empty()) return all;
  const CardNames names = load_names(content);
  std::map<std::string, std::string> places;
  for (const fs::path& file : files) {
    CardFile one = read_card_file(file, names);
    all.problems.insert(all.problems.end(), one.problems.begin(), one.problems.end());
    for (Card& card : one.cards) {
      const std::string place = fmt::format("{}:{}", display(card.file), card.line);
      const auto [first, fresh] = places.emplace(card.id, place);
      if (!fresh)
        all.problems.push_back(fmt::format("{}: {} is also at {}; ids are unique for ever, rename the newer",
                                           place, card.id, first->second));
      all.cards.push_back(std::move(card));
    }
  }
  return all;
}

}  // namespace

std::vector<fs::path> card_files(const fs::path& content) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(content / "cards", none))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Card> load_cards(const fs::path& content) {
  CardFile all = read_all(content);
  if (!all.problems.empty()) throw Error(Exit::content, "invalid_content", all.problems.front());
  return std::move(all.cards);
}

std::vector<std::string> check_cards(const fs::path& content) {
  CardFile all = read_all(content);
  for (const Card& card : all.cards) check_wording(card, all.problems);
  check_repetition(all.cards, all.problems);
  return std::move(all.problems);
}

}  // namespace prep
