// "Did you mean": the nearest of a list of names, where one is near enough to be meant.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

// Insertions, deletions, substitutions and swaps of neighbours that turn a into b; letter case is ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest candidate within a third of the word's length (at least 1); the first of equals. nullopt: none
// is near.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

// "; did you mean 'hours'?" or "": ready to be added to a sentence.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace prep
