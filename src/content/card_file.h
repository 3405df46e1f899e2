// One card file, read line by line: each problem with its line, and the cards that have none.
#pragma once
#include <string>
#include <vector>

#include "content/cards.h"

namespace prep {

// What cards may name.
struct CardNames {
  std::vector<std::string> topics, days;
};

struct CardFile {
  std::vector<Card> cards;
  std::vector<std::string> problems;  // "file:line: sentence"
};
CardFile read_card_file(const std::filesystem::path& file, const CardNames& names);

}  // namespace prep
