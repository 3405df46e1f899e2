#include "sim/report/model_line.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "sim/check/model_cost.h"
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
    if (before.stride > line.sum.stride) line.sum.stride = before.stride, line.sum.size = before.size;
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

std::string file_of(const Line& line) { return line.place.here.file == nullptr ? "" : line.place.here.file; }

std::string as_json(const std::vector<Line>& lines) {
  std::string json;
  for (const Line& line : lines) {
    json += json.empty() ? "{" : ",{";
    json += "\"file\":" + quoted(file_of(line)) + ",\"line\":" + std::to_string(line.place.here.line) +
            ",\"function\":" + quoted(line.sum.function) + ",\"space\":\"" + line.sum.space + "\",\"op\":\"" +
            line.sum.op + "\",\"requests\":" + std::to_string(line.sum.requests) +
            ",\"transactions\":" + std::to_string(line.sum.transactions) +
            ",\"ideal\":" + std::to_string(line.sum.ideal) + ",\"ways\":" + ways(line.sum) +
            ",\"bytes\":" + std::to_string(line.sum.bytes) + ",\"variable\":" + quoted(line.sum.variable) +
            ",\"advice\":" + quoted(model_advice(line.sum)) + "}";
  }
  return json;
}

std::string triple(const unsigned (&of)[3]) {
  return "[" + std::to_string(of[0]) + "," + std::to_string(of[1]) + "," + std::to_string(of[2]) + "]";
}

std::string as_json(const std::vector<ModelKernel>& kernels) {
  std::string json;
  for (const ModelKernel& k : kernels) {
    const auto number = [&json](const char* name, std::uint64_t value) {
      json += std::string(",\"") + name + "\":" + std::to_string(value);
    };
    json += json.empty() ? "{" : ",{";
    json += "\"name\":" + quoted(k.name) + ",\"grid\":" + triple(k.grid) + ",\"block\":" + triple(k.block);
    number("launches", k.launches);
    number("blocks", k.blocks);
    number("static_shared", k.static_shared);
    number("dynamic_shared", k.dynamic_shared);
    number("blocks_followed", k.followed);
    number("barriers", k.barriers);
    number("global_bytes", k.global_bytes);
    number("global_sectors", k.global_sectors);
    number("shared_requests", k.shared_requests);
    number("shared_passes", k.shared_passes);
    number("shared_bytes", k.shared_bytes);
    json += "}";
  }
  return json;
}

// Accesses of a full warp, `stride` bytes apart.
Cost strided(std::uint64_t stride, std::uint32_t size) {
  WarpAccess access;
  access.lanes = ~0u;
  access.size = size;
  for (unsigned lane = 0; lane < 32; ++lane) access.address[lane] = lane * stride;
  return bank_passes(access);
}

// A column of a row-major tile: does one more element per row end the conflict?
bool helps_to_pad(const ModelCount& sum) {
  if (sum.size == 0 || sum.stride % sum.size != 0 || sum.stride < 32) return false;
  const Cost now = strided(sum.stride, sum.size), padded = strided(sum.stride + sum.size, sum.size);
  return padded.transactions == padded.ideal && now.transactions > now.ideal;
}

}  // namespace

std::string model_advice(const ModelCount& sum) {
  if (sum.requests == 0 || sum.ideal == 0 || sum.transactions * 4 < sum.ideal * 5) return {};
  const auto per_request = [&](std::uint64_t n) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", static_cast<double>(n) / static_cast<double>(sum.requests));
    return std::string(text);
  };
  const std::string apart =
      sum.stride == 0 ? "" : "neighbouring lanes are " + std::to_string(sum.stride) + " bytes apart";
  if (sum.space == "shared") {
    const std::uint64_t factor = (sum.transactions + sum.ideal / 2) / sum.ideal;
    std::string text = std::to_string(factor) + "-way bank conflict";
    if (!sum.variable.empty()) text += " on `" + sum.variable + "`";
    if (!apart.empty()) text += ": " + apart;
    if (helps_to_pad(sum)) {
      const std::uint64_t row = sum.stride / sum.size;
      return text + "; pad the row from " + std::to_string(row) + " to " + std::to_string(row + 1) +
             " elements";
    }
    return text + "; let neighbouring threads touch neighbouring words, or permute the columns (swizzle)";
  }
  std::string text =
      per_request(sum.transactions) + " sectors per request where " + per_request(sum.ideal) + " would do";
  if (!apart.empty()) text += ": " + apart;
  return text + "; let neighbouring threads touch neighbouring elements, or stage the tile in shared memory";
}

std::string model_line(const Model& model, const std::vector<std::string>& sources, ModelForm form) {
  const std::vector<Line> lines = fold(model.counts, sources);
  std::uint64_t barriers = 0, followed = 0, blocks = 0;
  for (const ModelKernel& kernel : model.kernels) {
    barriers += kernel.barriers;
    followed += kernel.followed;
    blocks += kernel.blocks;
  }
  if (form == ModelForm::json) {
    return "{\"model\":{\"per_line\":[" + as_json(lines) + "],\"kernels\":[" + as_json(model.kernels) +
           "],\"barriers\":" + std::to_string(barriers) + ",\"blocks_followed\":" + std::to_string(followed) +
           ",\"blocks\":" + std::to_string(blocks) + "}}";
  }
  std::string text = "model: " + std::to_string(followed) + " of " + std::to_string(blocks) + " blocks, " +
                     std::to_string(barriers) + " barriers";
  for (const Line& line : lines) {
    text += "\n  " + file_of(line) + ":" + std::to_string(line.place.here.line) + ": " + line.sum.space +
            " " + line.sum.op + ", " + std::to_string(line.sum.requests) + " requests, " +
            std::to_string(line.sum.transactions) +
            (line.sum.space == "shared" ? " bank passes" : " sectors") + " (ideal " +
            std::to_string(line.sum.ideal) + ", x" + ways(line.sum) + ")";
    const std::string words = model_advice(line.sum);
    if (!words.empty()) text += "\n    " + words;
  }
  return text;
}

}  // namespace prep::sim
