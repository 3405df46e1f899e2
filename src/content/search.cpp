#include <algorithm>
#include <fstream>

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
    if (lower(line).find(wanted) != std::string::npos) hits.push_back({file, number, line, ref});
  }
}

}  // namespace

std::vector<SearchHit> search_pages(const std::filesystem::path& content, const std::vector<Kit>& kits,
                                    const std::string& text) {
  std::vector<SearchHit> hits;
  const std::string wanted = lower(text);
  if (wanted.empty()) return hits;
  for (const auto& page : all_pages(content)) {
    const std::string relative = page.lexically_relative(content).string();
    search_file(page, relative.substr(0, relative.size() - 3), wanted, hits);
  }
  // Statements only: hints and solutions are not for finding.
  for (const Kit& kit : kits) search_file(kit.folder / "README.md", kit.id, wanted, hits);
  return hits;
}

}  // namespace prep
