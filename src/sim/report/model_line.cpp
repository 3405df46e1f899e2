#include "sim/report/model_line.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "sim/report/collection.h"

namespace prep::sim {
namespace {

struct Line {
  ModelCount sum;
  Finding place;
};

// Per file, line, memory and direction; the most wasted transactions first.
std::vector<Line> fold(const std::vector<ModelCount>& counts, const std::vector<std::string>& sources) {
  std::vector<Finding> places(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) places[i].here.pc = counts[i].pc;
  symbolise(places, sources);
  std::map<std::tuple<std::string, int, std::string, std::string>, Line> by_line;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Site& here = places[i].here;
    Line& line = by_line[{here.file == nullptr ? "" : here.file, here.line, counts[i].space, counts[i].op}];
    const ModelCount before = line.sum;
    line.sum = counts[i];
    line.sum.requests += before.requests;
    line.sum.transactions += before.transactions;
    line.sum.ideal += before.ideal;
    line.sum.bytes += before.bytes;
    line.sum.stride = std::max(line.sum.stride, before.stride);
    if (line.sum.variable.empty()) line.sum.variable = before.variable;
    line.place = places[i];
  }
  std::vector<Line> lines;
  for (auto& [key, line] : by_line) lines.push_back(std::move(line));
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.sum.transactions - a.sum.ideal > b.sum.transactions - b.sum.ideal;
  });
  return lines;
}

std::string ways(const ModelCount& sum) {
  char text[32];
  std::snprintf(
      text, sizeof text, "%.2f",
      sum.ideal == 0 ? 1.0 : static_cast<double>(sum.transactions) / static_cast<double>(sum.ideal));
  return text;
}

// What the line costs and what would be better, in one sentence; "" where nothing is wasted.
std::string advice(const ModelCount& sum) {
  if (sum.requests == 0 || sum.ideal == 0 || sum.transactions * 4 < sum.ideal * 5) return {};
  const auto per_request = [&](std::uint64_t n) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", static_cast<double>(n) / static_cast<double>(sum.requests));
    return std::string(text);
  };
  const std::string apart = sum.stride == 0 ? "" : "neighbouring lanes are " + std::to_string(sum.stride) + " bytes apart";
  if (sum.space == "shared") {
    const std::uint64_t factor = (sum.transactions + sum.ideal / 2) / sum.ideal;
    std::string text = std::to_string(factor) + "-way bank conflict";
    if (!sum.variable.empty()) text += " on `" + sum.variable + "`";
    if (!apart.empty()) text += ": " + apart;
    const std::uint64_t words = sum.stride / 4;
    if (sum.stride % 4 == 0 && words >= 2 && words % 2 == 0)
      text += "; pad the row by one element (" + std::to_string(words + 1) + " words instead of " + std::to_string(words) + ")";
    return text;
  }
  std::string text = per_request(sum.transactions) + " sectors per request where " + per_request(sum.ideal) + " would do";
  if (!apart.empty()) text += ": " + apart;
  return text + "; let neighbouring threads touch neighbouring elements, or stage the tile in shared memory";
}

std::string file_of(const Line& line) { return line.place.here.file == nullptr ? "" : line.place.here.file; }

std::string as_json(const std::vector<Line>& lines) {
  std::string json;
  for (const Line& line : lines) {
    json += json.empty() ? "{" : ",{";
    json += "\"file\":" + quoted(file_of(line)) + ",\"line\":" + std::to_string(line.place.here.line) +
            ",\"function\":" + quoted(line.sum.function) + ",\"space\":\"" + line.sum.space + "\",\"op\":\"" +
            line.sum.op + "\",\"requests\":" + std::to_string(line.sum.requests) +
            ",\"transactions\":" + std::to_string(line.sum.transactions) +
            ",\"ideal\":" + std::to_string(line.sum.ideal) + ",\"ways\":" + ways(line.sum) + ",\"bytes\":" + std::to_string(line.sum.bytes) +
            ",\"variable\":" + quoted(line.sum.variable) + ",\"advice\":" + quoted(advice(line.sum)) + "}";
  }
  return json;
}

}  // namespace

std::string model_line(const std::vector<ModelCount>& counts, const std::vector<std::string>& sources,
                       std::uint64_t barriers, std::uint64_t followed, std::uint64_t blocks, ModelForm form) {
  const std::vector<Line> lines = fold(counts, sources);
  if (form == ModelForm::json) {
    return "{\"model\":{\"per_line\":[" + as_json(lines) + "],\"barriers\":" + std::to_string(barriers) +
           ",\"blocks_followed\":" + std::to_string(followed) + ",\"blocks\":" + std::to_string(blocks) +
           "}}";
  }
  std::string text = "model: " + std::to_string(followed) + " of " + std::to_string(blocks) + " blocks, " +
                     std::to_string(barriers) + " barriers";
  for (const Line& line : lines) {
    text += "\n  " + file_of(line) + ":" + std::to_string(line.place.here.line) + ": " + line.sum.space +
            " " + line.sum.op + ", " + std::to_string(line.sum.requests) + " requests, " +
            std::to_string(line.sum.transactions) +
            (line.sum.space == "shared" ? " bank passes" : " sectors") + " (ideal " +
            std::to_string(line.sum.ideal) + ", x" + ways(line.sum) + ")";
    const std::string words = advice(line.sum);
    if (!words.empty()) text += "\n    " + words;
  }
  return text;
}

}  // namespace prep::sim
