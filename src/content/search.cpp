#include <algorithm>
#include <fstream>

#include "content/cards.h"
#include "content/library.h"

namespace prep {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(tolower(c)); });
  return text;
}

void search_file(const std::filesystem::path& file, const std::string& ref, const std::string& wanted,
                 std::vector<SearchHit>& hits) {
  std::ifstream in(file);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (lower(line).find(wanted) != std::string::npos) hits.push_back({file, number, line, ref, ""});
  }
}

std::string ref_of(const std::filesystem::path& content, const std::filesystem::path& page) {
  const std::string relative = page.lexically_relative(content).string();
  return relative.substr(0, relative.size() - 3);
}

// Lines of a card belong together: what is wanted may stand across two of them.
std::string joined(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void search_cards(const std::filesystem::path& content, const std::string& wanted,
                  std::vector<SearchHit>& hits) {
  for (const Card& card : load_cards(content)) {
    const std::string question = joined(card.question), answer = joined(card.answer);
    const bool asked = lower(card.id + "\n" + question).find(wanted) != std::string::npos;
    if (!asked && lower(answer).find(wanted) == std::string::npos) continue;
    hits.push_back({card.file, card.line, asked ? question : answer, ref_of(content, card.file), card.id});
  }
}

}  // namespace

std::vector<SearchHit> search_pages(const std::filesystem::path& content, const std::vector<Kit>& kits,
                                    const std::string& text) {
  std::vector<SearchHit> hits;
  const std::string wanted = lower(text);
  if (wanted.empty()) return hits;
  for (const auto& page : all_pages(content)) {
    if (page.parent_path() == content / "cards") continue;
    search_file(page, ref_of(content, page), wanted, hits);
  }
  search_cards(content, wanted, hits);
  // Statements only: hints and solutions are not for finding.
  for (const Kit& kit : kits) search_file(kit.folder / "README.md", kit.id, wanted, hits);
  return hits;
}

}  // namespace prep
