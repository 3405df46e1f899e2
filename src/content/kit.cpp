#include "content/kit.h"

#include <fmt/format.h>

#include <algorithm>

#include "os/json.h"

namespace prep {
namespace {

// The judge gets a row's parameters as they stand in the file.
std::string compact(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::integer:
      return fmt::format("{}", value.integer());
    case Json::Kind::number:
      return fmt::format("{}", value.number());
    case Json::Kind::text:
      return fmt::format("\"{}\"", value.text());
    case Json::Kind::array: {
      std::string text = "[";
      for (const Json& item : value.items()) text += (text.size() > 1 ? "," : "") + compact(item);
      return text + "]";
    }
    case Json::Kind::object: {
      std::string text = "{";
      for (const std::string& key : value.keys())
        text += fmt::format("{}\"{}\":{}", text.size() > 1 ? "," : "", key, compact(value.at(key)));
      return text + "}";
    }
    default:
      value.fail("a parameter is a number or a draw, such as {\"draw\":\"log\",\"min\":1,\"max\":1000}");
  }
}

void check_draw(const Json& draw) {
  draw.only({"draw", "min", "max", "of"});
  const auto kind = draw.at("draw").choice({"uniform", "log", "choice", "odd"});
  if (kind == 2) {
    if (draw.items("of").empty()) draw.fail("\"of\" is empty; list the values to choose from");
  } else if (draw.number("min") > draw.number("max")) {
    draw.fail("min is larger than max");
  }
}

CaseRow read_row(const Json& row) {
  CaseRow result;
  result.name = row.text("name");
  result.times = static_cast<int>(row.integer_or("times", 1));
  if (result.times < 1 || result.times > 50) row.at("times").fail("times is 1 to 50");
  if (const auto sim = row.find("sim"))
    result.sim = static_cast<SimCase>(sim->choice({"both", "fast", "skip"}));
  if (const auto gpu = row.find("gpu")) result.on_gpu = gpu->choice({"run", "skip"}) == 0;
  for (const std::string& key : row.keys()) {
    if (key == "name" || key == "times" || key == "sim" || key == "gpu") continue;
    const Json value = row.at(key);
    if (value.kind() == Json::Kind::object) check_draw(value);
    result.params += fmt::format("{}\"{}\":{}", result.params.empty() ? "" : ",", key, compact(value));
  }
  result.params = "{" + result.params + "}";
  return result;
}

std::vector<CaseRow> read_rows(const Json& file, std::string_view key) {
  std::vector<CaseRow> rows;
  for (const Json& row : file.items_or_none(key)) {
    rows.push_back(read_row(row));
    const auto same = [&](const CaseRow& other) { return other.name == rows.back().name; };
    if (std::count_if(rows.begin(), rows.end(), same) > 1)
      row.fail(fmt::format("two rows of \"{}\" are called \"{}\"; rename one", key, rows.back().name));
  }
  return rows;
}

KitLimits read_limits(const Json& file) {
  KitLimits limits;
  const auto found = file.find("limits");
  if (!found) return limits;
  found->only({"build_s", "run_s", "memory_mb"});
  limits.build = Milliseconds{static_cast<std::int64_t>(found->number_or("build_s", 120) * 1000)};
  limits.run = Milliseconds{static_cast<std::int64_t>(found->number_or("run_s", 20) * 1000)};
  limits.memory_bytes = static_cast<std::uint64_t>(found->number_or("memory_mb", 8192)) << 20;
  return limits;
}

template <class B>
void read_thresholds(const Json& bands, B& result) {
  result.pass = bands.number_or("pass", 0);
  result.good = bands.number_or("good", result.pass);
  result.gold = bands.number_or("gold", result.good);
  if (result.pass > result.good || result.good > result.gold)
    bands.fail("bands rise from pass over good to gold");
}

Bands read_bands(const Json& file) {
  Bands bands;
  const auto found = file.find("bands");
  if (!found) return bands;
  found->only({"metric", "pass", "good", "gold"});
  bands.metric =
      static_cast<Metric>(1 + found->at("metric").choice({"of_ceiling", "of_library", "of_baseline"}));
  read_thresholds(*found, bands);
  return bands;
}

ModelBands read_model_bands(const Json& file) {
  ModelBands bands;
  const auto found = file.find("model_bands");
  if (!found) return bands;
  found->only({"metric", "pass", "good", "gold"});
  bands.metric = found->text("metric");
  if (found->at("metric").choice({"transactions", "bank_ways"}) > 1) return bands;
  read_thresholds(*found, bands);
  return bands;
}

void read_identity(const Json& file, Kit& kit) {
  kit.id = file.text("id");
  const bool shaped =
      kit.id.size() == 5 && kit.id.compare(0, 3, "ex_") == 0 && isdigit(kit.id[3]) && isdigit(kit.id[4]);
  if (!shaped && !(kit.id.size() == 6 && kit.id.compare(0, 3, "ex_") == 0))
    file.at("id").fail(fmt::format("\"{}\" is no exercise id; write ex_ and two digits", kit.id));
  kit.number = std::stoi(kit.id.substr(3));
  kit.slug = file.text("slug");
  kit.title = file.text("title");
  const std::string folder = kit.id + "_" + kit.slug;
  if (kit.folder.filename() != folder)
    file.at("id").fail(fmt::format("the folder is called {}, id and slug say {}; rename one",
                                   kit.folder.filename().string(), folder));
}

}  // namespace

Kit load_kit(const std::filesystem::path& folder) {
  const Json file = Json::read(folder / "exercise.json");
  file.only({"format",     "id",     "slug",   "version", "title",       "language",      "minutes",
             "difficulty", "topics", "master", "gpus",    "min_cc",      "cases",         "measure",
             "model",      "limits", "forbid", "bands",   "model_bands", "latency_class", "deterministic"});
  if (file.integer("format") != 1)
    file.at("format").fail("this prep reads format 1; update prep, or write 1");
  Kit kit;
  kit.folder = folder;
  read_identity(file, kit);
  kit.version = static_cast<int>(file.integer("version"));
  kit.language = static_cast<Language>(file.at("language").choice({"cuda", "cpp"}));
  kit.minutes = static_cast<int>(file.integer("minutes"));
  if (kit.minutes < 1) file.at("minutes").fail("an exercise takes at least a minute");
  kit.difficulty = static_cast<int>(file.integer("difficulty"));
  if (kit.difficulty < 1 || kit.difficulty > 5) file.at("difficulty").fail("difficulty is 1 to 5");
  kit.topics = file.texts("topics");
  kit.master = file.at("master").choice({"must", "should"}) == 0 ? "must" : "should";
  kit.gpus = static_cast<int>(file.integer_or("gpus", 1));
  kit.min_cc = static_cast<int>(file.integer_or("min_cc", 70));
  kit.cases = read_rows(file, "cases");
  if (kit.cases.empty()) file.fail("there are no \"cases\"; an exercise without cases cannot be judged");
  kit.measure = read_rows(file, "measure");
  kit.model = read_rows(file, "model");
  kit.limits = read_limits(file);
  kit.forbid = file.texts_or_none("forbid");
  kit.bands = read_bands(file);
  kit.model_bands = read_model_bands(file);
  kit.latency_class = file.boolean_or("latency_class", false);
  kit.deterministic = file.boolean_or("deterministic", false);
  return kit;
}

}  // namespace prep
