#include <set>

#include "content/library.h"
#include "os/json.h"

namespace prep {

std::vector<CatalogueEntry> load_catalogue(const std::filesystem::path& content) {
  const Json json = Json::read(content / "catalogue.json");
  json.only({"format", "exercises"});
  if (json.integer("format") != 1)
    json.at("format").fail("this prep reads format 1; update prep, or write 1");
  std::vector<CatalogueEntry> entries;
  std::set<std::string> ids;
  for (const Json& entry : json.items("exercises")) {
    entry.only({"id", "title", "language", "state", "when"});
    CatalogueEntry one;
    one.id = entry.text("id");
    if (!ids.insert(one.id).second) entry.at("id").fail("two exercises have this id");
    one.title = entry.text("title");
    one.language = entry.text("language");
    (void)entry.at("language").choice({"cuda", "cpp", "python"});
    one.ready = entry.at("state").choice({"ready", "planned"}) == 0;
    one.when = entry.text_or("when", "");
    entries.push_back(std::move(one));
  }
  return entries;
}

std::map<std::string, std::string> load_topics(const std::filesystem::path& content) {
  const Json json = Json::read(content / "topics.json");
  json.only({"format", "topics"});
  if (json.integer("format") != 1)
    json.at("format").fail("this prep reads format 1; update prep, or write 1");
  std::map<std::string, std::string> topics;
  const Json list = json.at("topics");
  for (const std::string& tag : list.keys()) {
    if (tag.find('.') == std::string::npos) list.at(tag).fail("a tag reads area.topic");
    topics[tag] = list.text(tag);
  }
  return topics;
}

}  // namespace prep
