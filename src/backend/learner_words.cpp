#include "backend/learner_words.h"

#include <regex>
#include <set>
#include <tuple>

namespace prep {

std::vector<Finding> in_learners_words(std::vector<Finding> findings) {
  // clang and g++ quote differently: 'x' and ‘x’.
  static const std::regex own_type("(‘|')prep_type_\\w+(’|') (\\{aka|\\(aka) (‘|')([^’']+)(’|')(\\}|\\))");
  static const std::regex own_name("prep_(type|slot|align)_(\\w+)");
  static const std::regex captured("(‘|')prep_(a|kernel|tag)(’|')");
  std::vector<Finding> told;
  std::set<std::tuple<std::string, int, std::string>> said;
  for (Finding& finding : findings) {
    if (std::regex_search(finding.message, captured)) continue;
    finding.message = std::regex_replace(finding.message, own_type, "$1$5$2");
    finding.message = std::regex_replace(finding.message, own_name, "$2");
    if (said.emplace(finding.file, finding.line, finding.message).second) told.push_back(finding);
  }
  // An error about a captured argument alone must still be told.
  return told.empty() ? findings : told;
}

}  // namespace prep
