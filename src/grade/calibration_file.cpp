#include "grade/calibration_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "os/error.h"
#include "os/files.h"
#include "os/hash.h"
#include "os/paths.h"

namespace prep {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kFormat = 1;

std::string safe(std::string text) {
  for (char& c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') c = '_';
  }
  return text;
}

template <class Ceilings>
json object_of(const Ceilings& ceilings, const std::vector<FigureOf<Ceilings>>& figures) {
  json object = {{"format", kFormat},        {"date", ceilings.date},       {"program", ceilings.program},
                 {"how", ceilings.how},      {"missing", ceilings.missing}, {"strange", ceilings.strange},
                 {"figures", json::object()}};
  for (const auto& figure : figures) object["figures"][figure.name] = ceilings.*figure.value;
  return object;
}

// Throws json::exception for what does not fit.
template <class Ceilings>
void read_common(const json& object, const std::vector<FigureOf<Ceilings>>& figures, Ceilings& ceilings) {
  object.at("date").get_to(ceilings.date);
  object.at("program").get_to(ceilings.program);
  object.at("how").get_to(ceilings.how);
  object.at("missing").get_to(ceilings.missing);
  object.at("strange").get_to(ceilings.strange);
  for (const auto& figure : figures) object.at("figures").at(figure.name).get_to(ceilings.*figure.value);
}

template <class Ceilings, class Read>
std::optional<Ceilings> parsed(const std::string& text, const Read& read) {
  try {
    const json object = json::parse(text);
    if (object.at("format").get<int>() != kFormat) return {};
    Ceilings ceilings;
    read(object, ceilings);
    return ceilings;
  } catch (const json::exception&) {
    return {};
  }
}

std::string text_or_empty(const fs::path& file) {
  try {
    return read_file(file);
  } catch (const IoError&) {
    return "";
  }
}

}  // namespace

fs::path calibration_file(const GpuDevice& gpu) {
  return cache_dir() / "calibration" /
         safe(fmt::format("gpu-{}-{}-{:.0f}W.json", gpu.uuid, gpu.driver, gpu.power_limit_w));
}

fs::path calibration_file(const std::string& cpu, int cores, const std::string& compiler) {
  ContentHash hash;
  hash.add(cpu).add(static_cast<std::uint64_t>(cores)).add(compiler);
  return cache_dir() / "calibration" / ("cpu-" + hash.hex().substr(0, 16) + ".json");
}

std::string to_json(const GpuCeilings& c) {
  json object = object_of(c, gpu_figures());
  object["gpu"] = c.gpu;
  object["uuid"] = c.uuid;
  object["driver"] = c.driver;
  object["power_limit_w"] = c.power_limit_w;
  object["l2_bytes"] = c.l2_bytes;
  object["multiprocessors"] = c.multiprocessors;
  object["capability"] = c.capability;
  object["bus_gbs"] = c.bus_gbs;
  return object.dump(2) + "\n";
}

std::string to_json(const CpuCeilings& c) {
  json object = object_of(c, cpu_figures());
  object["cpu"] = c.cpu;
  object["compiler"] = c.compiler;
  object["cores"] = c.cores;
  return object.dump(2) + "\n";
}

std::optional<GpuCeilings> gpu_ceilings_of(const std::string& text) {
  return parsed<GpuCeilings>(text, [](const json& object, GpuCeilings& c) {
    read_common(object, gpu_figures(), c);
    object.at("gpu").get_to(c.gpu);
    object.at("uuid").get_to(c.uuid);
    object.at("driver").get_to(c.driver);
    object.at("power_limit_w").get_to(c.power_limit_w);
    object.at("l2_bytes").get_to(c.l2_bytes);
    object.at("multiprocessors").get_to(c.multiprocessors);
    object.at("capability").get_to(c.capability);
    object.at("bus_gbs").get_to(c.bus_gbs);
  });
}

std::optional<CpuCeilings> cpu_ceilings_of(const std::string& text) {
  return parsed<CpuCeilings>(text, [](const json& object, CpuCeilings& c) {
    read_common(object, cpu_figures(), c);
    object.at("cpu").get_to(c.cpu);
    object.at("compiler").get_to(c.compiler);
    object.at("cores").get_to(c.cores);
  });
}

std::optional<GpuCeilings> read_gpu_ceilings(const fs::path& file) {
  return gpu_ceilings_of(text_or_empty(file));
}
std::optional<CpuCeilings> read_cpu_ceilings(const fs::path& file) {
  return cpu_ceilings_of(text_or_empty(file));
}

void keep_ceilings(const fs::path& file, const std::string& text) {
  try {
    system_files().make_dirs(file.parent_path());
    replace_file(system_files(), file, text, Durable::no);
  } catch (const IoError&) {
    return;
  }
}

std::string stale_words(const Measured& measured, const std::string& program, Moment now) {
  constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;
  std::int64_t then = 0;
  try {
    then = parse_moment(measured.date).utc_ms;
  } catch (const Error&) {
    return "they have no date";
  }
  const std::int64_t age = now.utc_ms - then;
  if (age < -kHourMs) return "they are from the future: the clock was set back";
  if (age > 30 * kDayMs) return "they are older than 30 days";
  if (!program.empty() && program != measured.program)
    return "the compiler, or prep's way of measuring, has changed since";
  if (!measured.strange.empty() && age > kHourMs) return "they were strange: " + measured.strange.front();
  return "";
}

}  // namespace prep
