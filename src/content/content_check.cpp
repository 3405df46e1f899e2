#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/cards.h"
#include "content/library.h"
#include "content/week_file.h"
#include "os/error.h"
#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

class ContentCheck {
 public:
  ContentCheck(const fs::path& content, const std::vector<Kit>& kits) : content_(content), kits_(kits) {}

  std::vector<std::string> run() {
    attempt([&] { topics_ = load_topics(content_); });
    attempt([&] { catalogue_ = load_catalogue(content_); });
    catalogue();
    attempt([&] {
      for (const std::string& id : plan_ids(content_)) attempt([&] { plan(load_plan(content_, id)); });
    });
    attempt([&] { checklist(load_checklist(content_)); });
    topics();
    attempt([&] {
      for (const std::string& problem : check_cards(content_)) find(problem);
    });
    return std::move(findings_);
  }

 private:
  template <class F>
  void attempt(const F& body) {
    try {
      body();
    } catch (const Error& error) {
      find(error.what());
    }
  }
  void find(std::string what) {
    if (std::find(findings_.begin(), findings_.end(), what) == findings_.end())
      findings_.push_back(std::move(what));
  }

  bool has_kit(const std::string& id) const {
    return std::any_of(kits_.begin(), kits_.end(), [&](const Kit& kit) { return kit.id == id; });
  }
  bool in_catalogue(const std::string& id) const {
    return std::any_of(catalogue_.begin(), catalogue_.end(),
                       [&](const CatalogueEntry& entry) { return entry.id == id; });
  }

  void catalogue() {
    for (const CatalogueEntry& entry : catalogue_)
      if (entry.ready != has_kit(entry.id))
        find(fmt::format("content/catalogue.json: {} is called {}, but its kit {}; write \"{}\"", entry.id,
                         entry.ready ? "ready" : "planned", entry.ready ? "is missing" : "is there",
                         entry.ready ? "planned" : "ready"));
    for (const Kit& kit : kits_)
      if (!in_catalogue(kit.id)) find(fmt::format("content/catalogue.json: {} is missing; add it", kit.id));
  }

  void plan(const Plan& plan) {
    for (const Day& day : plan.days) {
      for (const Task& task : day.tasks) {
        tasks_.insert(task.id);
        if (task.kind == TaskKind::read) attempt([&] { page(task); });
        if (task.kind == TaskKind::exercise && !in_catalogue(task.ref))
          find(
              fmt::format("task {} names {}, which content/catalogue.json does not list", task.id, task.ref));
      }
    }
  }

  void page(const Task& task) {
    const Page page = load_page(content_, task.ref);
    if (page.title.empty()) find(fmt::format("{}:1: a page begins with \"# Title\"", display(page.file)));
    if (page.markdown.find("Source") == std::string::npos)
      find(fmt::format("{}: names no source; end it with \"Sources: …\"", display(page.file)));
  }

  void checklist(const std::vector<ChecklistItem>& items) {
    for (const ChecklistItem& item : items) {
      for (const std::string& id : item.exercises)
        if (!in_catalogue(id))
          find(fmt::format("content/checklist.json: {}: no exercise {} in the catalogue", item.id, id));
      for (const std::string& id : item.tasks)
        if (!tasks_.contains(id))
          find(fmt::format("content/checklist.json: {}: no plan has a task {}", item.id, id));
    }
  }

  void topics() {
    for (const Kit& kit : kits_)
      for (const std::string& tag : kit.topics)
        if (!topics_.contains(tag))
          find(fmt::format("{}: topic \"{}\" is not in content/topics.json; add it or use another",
                           kit.folder_name(), tag));
  }

  const fs::path& content_;
  const std::vector<Kit>& kits_;
  std::vector<CatalogueEntry> catalogue_;
  std::map<std::string, std::string> topics_;
  std::set<std::string> tasks_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> check_content(const fs::path& content, const std::vector<Kit>& kits) {
  return ContentCheck(content, kits).run();
}

}  // namespace prep
