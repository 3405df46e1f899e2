#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "content/library.h"
#include "os/edit_distance.h"
#include "os/error.h"
#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

std::string ref_of(const fs::path& content, const fs::path& file) {
  const std::string relative = file.lexically_relative(content).string();
  return relative.substr(0, relative.size() - 3);  // without ".md"
}

// "w2d3" -> weeks/week_02_*/day_3
std::string day_ref(const fs::path& content, const std::string& name) {
  static const std::regex day(R"(w(\d)d(\d))");
  std::smatch match;
  if (!std::regex_match(name, match, day)) return "";
  const std::string prefix = fmt::format("week_0{}_", match[1].str());
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(content / "weeks", none))
    if (entry.path().filename().string().rfind(prefix, 0) == 0)
      return fmt::format("weeks/{}/day_{}", entry.path().filename().string(), match[2].str());
  return "";
}

Page read_page(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  Page page{file, "", {std::istreambuf_iterator<char>(in), {}}};
  if (page.markdown.rfind("# ", 0) == 0) page.title = page.markdown.substr(2, page.markdown.find('\n') - 2);
  return page;
}

}  // namespace

std::vector<fs::path> all_pages(const fs::path& content) {
  std::vector<fs::path> pages;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(content, none))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  return pages;
}

Page load_page(const fs::path& content, const std::string& name) {
  std::vector<std::string> wanted = {name, day_ref(content, name), "weeks/" + name + "/README"};
  for (const std::string& ref : wanted) {
    // A name never leads out of the content folder.
    if (ref.empty() || ref.find("..") != std::string::npos || ref.front() == '/') continue;
    const fs::path file = content / (ref + ".md");
    if (fs::is_regular_file(file)) return read_page(file);
  }
  std::vector<std::string> refs;
  std::vector<fs::path> by_stem;
  for (const fs::path& page : all_pages(content)) {
    refs.push_back(ref_of(content, page));
    refs.push_back(page.stem().string());
    if (page.stem() == name) by_stem.push_back(page);
  }
  if (by_stem.size() == 1) return read_page(by_stem.front());
  throw Error(Exit::usage, "unknown_page",
              fmt::format("there is no page \"{}\"{}; a day is read as w1d1, and prep search finds words",
                          name, did_you_mean(name, refs)));
}

}  // namespace prep
