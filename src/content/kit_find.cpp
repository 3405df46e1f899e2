#include <fmt/format.h>

#include <algorithm>

#include "content/kit.h"
#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {
namespace {

// "3", "03", "ex_3", "ex_03" -> 3; anything else -> nothing.
std::optional<int> number_in(std::string name) {
  if (name.rfind("ex_", 0) == 0) name = name.substr(3);
  const bool digits = !name.empty() && name.size() <= 3 &&
                      std::all_of(name.begin(), name.end(), [](unsigned char c) { return isdigit(c); });
  return digits ? std::optional<int>(std::stoi(name)) : std::nullopt;
}

std::string closest(const std::vector<Kit>& kits, const std::string& name) {
  const auto wanted = number_in(name);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Kit& kit : kits) {
    const std::size_t by_name = std::min({edit_distance(name, kit.id), edit_distance(name, kit.slug),
                                          edit_distance(name, kit.slug.substr(0, name.size())) + 1});
    // A mistyped number is near its neighbours: ex_12 -> ex_10, ex_13.
    const std::size_t by_number = wanted ? static_cast<std::size_t>(std::abs(*wanted - kit.number)) : by_name;
    ranked.emplace_back(std::min(by_name * 3, by_number + 2), kit.id);
  }
  std::sort(ranked.begin(), ranked.end());
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i)
    list += (i ? ", " : "") + ranked[i].second;
  return list;
}

}  // namespace

const Kit& find_kit(const std::vector<Kit>& kits, const std::string& name) {
  const auto number = number_in(name);
  std::vector<const Kit*> matches;
  for (const Kit& kit : kits) {
    if (name.empty()) break;
    if (kit.id == name || kit.slug == name || kit.folder_name() == name || (number && *number == kit.number))
      return kit;
    if (!name.empty() && kit.slug.rfind(name, 0) == 0) matches.push_back(&kit);
  }
  if (matches.size() == 1) return *matches.front();
  if (matches.size() > 1) {
    std::string list;
    for (const Kit* kit : matches)
      list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", kit->id, kit->slug);
    throw Error(Exit::usage, "ambiguous_exercise",
                fmt::format("\"{}\" begins several names: {}; write one more letter", name, list));
  }
  throw Error(Exit::usage, "unknown_exercise",
              fmt::format("no exercise \"{}\". Close: {}; see prep list", name, closest(kits, name)));
}

}  // namespace prep
