// What a card that can be read may still do wrong.
#pragma once
#include <string>
#include <vector>

#include "content/cards.h"

namespace prep {

// An answer over 60 words (of a cloze: the sentence), a yes/no question, a list of more than three items.
void check_wording(const Card& card, std::vector<std::string>& problems);

// Cards that ask the same: the same question word by word, or seven tenths of the words of both cards
// (question and answer, without articles and the like, in any order) in common. Pairs of one topic and across
// topics.
void check_repetition(const std::vector<Card>& cards, std::vector<std::string>& problems);

}  // namespace prep
