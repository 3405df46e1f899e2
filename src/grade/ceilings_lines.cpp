#include "grade/ceilings_lines.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace prep {
namespace {

using nlohmann::json;

bool less_is_better(const std::string& name) {
  const auto& all = gpu_figures();
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == name; });
  return at != all.end() && at->better == FigureOf<GpuCeilings>::Better::less;
}

template <class Ceilings>
void put_figures(const CalibrationLines& lines, const std::vector<FigureOf<Ceilings>>& figures,
                 Ceilings& ceilings) {
  for (const auto& figure : figures) {
    const auto at = lines.figures.find(figure.name);
    if (at != lines.figures.end()) {
      ceilings.*figure.value = at->second.value;
      if (!at->second.how.empty()) ceilings.how[figure.name] = at->second.how;
      continue;
    }
    const auto why = lines.missing.find(figure.name);
    ceilings.missing[figure.name] = why == lines.missing.end() ? "it was not measured" : why->second;
  }
}

double fact(const CalibrationLines& lines, const char* name) {
  const auto at = lines.facts.find(name);
  return at == lines.facts.end() ? 0 : at->second;
}

}  // namespace

double MeasuredFigure::disagreement() const {
  return other > 0 && value > 0 ? std::abs(value - other) / value : 0;
}

std::string CalibrationLines::add(std::string_view line) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return "";
  const auto text = [&](const char* key) {
    return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string();
  };
  const bool has_value = object.contains("value") && object["value"].is_number();
  const double value = has_value ? object["value"].get<double>() : 0;
  if (const std::string sentence = text("error"); !sentence.empty()) error = sentence;
  if (object.contains("end")) state = State::ended;
  if (const std::string name = text("fact"); !name.empty() && has_value) facts[name] = value;
  const std::string name = text("figure");
  if (name.empty()) return "";
  if (!has_value) {
    if (const std::string why = text("missing"); !why.empty()) missing[name] = why;
    return name;
  }
  if (!(value > 0) || !std::isfinite(value)) return "";
  const auto [at, is_first] = figures.try_emplace(name, MeasuredFigure{value, 0, text("how")});
  if (is_first) return name;
  MeasuredFigure& figure = at->second;
  const bool is_better = less_is_better(name) ? value < figure.value : value > figure.value;
  figure.other = is_better ? figure.value : value;
  if (is_better) {
    figure.value = value;
    figure.how = text("how");
  }
  return name;
}

void put(const CalibrationLines& lines, GpuCeilings& ceilings) {
  put_figures(lines, gpu_figures(), ceilings);
  ceilings.l2_bytes = static_cast<std::uint64_t>(fact(lines, "l2_bytes"));
  ceilings.multiprocessors = static_cast<int>(fact(lines, "multiprocessors"));
  ceilings.capability = static_cast<int>(fact(lines, "capability"));
  ceilings.bus_gbs = fact(lines, "bus_gbs");
}

void put(const CalibrationLines& lines, CpuCeilings& ceilings) {
  put_figures(lines, cpu_figures(), ceilings);
  ceilings.cores = static_cast<int>(fact(lines, "cores"));
}

}  // namespace prep
