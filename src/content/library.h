// Everything under content/: plans, weeks, checklist, topics, catalogue, pages. Structure is JSON with a
// "format" number, prose is Markdown beside it. Strict: unknown keys, unknown refs, duplicate ids, a task
// without minutes, a day over its hours are Error(content) with file, line and fix.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/kit.h"
#include "study/checklist.h"
#include "study/plan.h"

namespace prep {

struct CatalogueEntry {
  std::string id, title, language;
  bool ready = false;
  std::string when;
};  // when: "w2d3"

// Loads lazily where a command needs little: load_plan reads one plan file and the week files it names.
Plan load_plan(const std::filesystem::path& content, const std::string& id);
std::vector<std::string> plan_ids(const std::filesystem::path& content);
std::vector<ChecklistItem> load_checklist(const std::filesystem::path& content);
std::vector<CatalogueEntry> load_catalogue(const std::filesystem::path& content);
std::map<std::string, std::string> load_topics(const std::filesystem::path& content);  // tag -> words

// A page by ref ("weeks/week_02_cuda/day_3") or by day id ("w2d3"); throws Error(usage) with "did you mean".
struct Page {
  std::filesystem::path file;
  std::string title;
  std::string markdown;
};
Page load_page(const std::filesystem::path& content, const std::string& name);
std::vector<std::filesystem::path> all_pages(const std::filesystem::path& content);

struct SearchHit {
  std::filesystem::path file;
  int line;
  std::string text;
  std::string ref;
  std::string card;  // the id, where a card has it; "" for a line of a page
};
// Lines of pages and of exercise statements, and cards by id, question and answer.
std::vector<SearchHit> search_pages(const std::filesystem::path& content, const std::vector<Kit>& kits,
                                    const std::string& text);

// The data lint of `prep dev check`: every file loaded, every ref resolved; all problems, not only the first.
std::vector<std::string> check_content(const std::filesystem::path& content, const std::vector<Kit>& kits);

}  // namespace prep
