#include "backend/sim_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "os/edit_distance.h"
#include "os/error.h"
#include "sim/report/occupancy.h"

namespace prep {
namespace {

double number(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

std::string text(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const nlohmann::json& list(const nlohmann::json& object, const char* key) {
  static const nlohmann::json none = nlohmann::json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : none;
}

void read_triple(const nlohmann::json& object, const char* key, int (&to)[3]) {
  const nlohmann::json& from = list(object, key);
  for (std::size_t i = 0; i < 3 && i < from.size(); ++i)
    if (from[i].is_number_integer()) to[i] = from[i].get<int>();
}

ModelledLine line_of(const nlohmann::json& entry) {
  ModelledLine line;
  line.file = text(entry, "file");
  line.file = line.file.substr(line.file.find_last_of('/') + 1);
  line.function = text(entry, "function");
  line.space = text(entry, "space");
  line.op = text(entry, "op");
  line.variable = text(entry, "variable");
  line.advice = text(entry, "advice");
  line.line = static_cast<int>(number(entry, "line"));
  line.requests = number(entry, "requests");
  line.transactions = number(entry, "transactions");
  line.ideal = number(entry, "ideal");
  line.bytes = number(entry, "bytes");
  return line;
}

ModelledKernel kernel_of(const nlohmann::json& entry) {
  ModelledKernel kernel;
  kernel.name = text(entry, "name");
  read_triple(entry, "grid", kernel.grid);
  read_triple(entry, "block", kernel.block);
  kernel.launches = number(entry, "launches");
  kernel.blocks = number(entry, "blocks");
  kernel.followed = number(entry, "blocks_followed");
  kernel.barriers = number(entry, "barriers");
  kernel.static_shared = number(entry, "static_shared");
  kernel.dynamic_shared = number(entry, "dynamic_shared");
  kernel.global_bytes = number(entry, "global_bytes");
  kernel.global_sectors = number(entry, "global_sectors");
  kernel.shared_bytes = number(entry, "shared_bytes");
  kernel.shared_requests = number(entry, "shared_requests");
  kernel.shared_passes = number(entry, "shared_passes");
  return kernel;
}

std::string without_spaces(std::string name) {
  for (std::size_t at; (at = name.find("(anonymous namespace)::")) != std::string::npos;) name.erase(at, 23);
  name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
  return name;
}

// Without namespaces and template arguments: the sim shows a kernel as its launch names it.
std::string bare_name(const std::string& name) {
  const std::string plain = without_spaces(name);
  const std::string head = plain.substr(0, plain.find('<'));
  const std::size_t colons = head.rfind("::");
  return colons == std::string::npos ? head : head.substr(colons + 2);
}

const char* words_for(sim::Limit limit) {
  switch (limit) {
    case sim::Limit::threads:
      return "threads";
    case sim::Limit::blocks:
      return "blocks";
    case sim::Limit::registers:
      return "registers";
    case sim::Limit::shared_memory:
      return "shared memory";
    case sim::Limit::does_not_fit:
      break;
  }
  return "";
}

}  // namespace

std::optional<SimCosts> parse_sim_costs(std::string_view report) {
  std::optional<SimCosts> model;
  std::istringstream lines{std::string(report)};
  for (std::string line; std::getline(lines, line);) {
    // The learner's process writes this channel too: whatever is no model is passed over.
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || !object.contains("model") || !object["model"].is_object()) continue;
    if (!model) model.emplace();
    for (const auto& entry : list(object["model"], "per_line"))
      if (entry.is_object() && number(entry, "requests") > 0) model->lines.push_back(line_of(entry));
    for (const auto& entry : list(object["model"], "kernels"))
      if (entry.is_object()) model->kernels.push_back(kernel_of(entry));
  }
  if (model)
    std::stable_sort(model->lines.begin(), model->lines.end(),
                     [](const ModelledLine& a, const ModelledLine& b) {
                       return a.transactions - a.ideal > b.transactions - b.ideal;
                     });
  return model;
}

std::vector<std::string> model_gpus() {
  std::vector<std::string> names;
  for (const sim::Gpu& gpu : sim::kGpus) names.emplace_back(gpu.name);
  return names;
}

ModelGpu model_gpu(const std::string& name) {
  const sim::Gpu* const gpu = sim::gpu_named(name);
  if (gpu == nullptr) {
    const auto close = nearest(name, model_gpus());
    throw Error(Exit::usage, "usage",
                fmt::format("--gpu takes {}, not \"{}\"{}", fmt::join(model_gpus(), ", "), name,
                            close ? ". Did you mean \"" + *close + "\"?" : ""));
  }
  ModelGpu result{gpu->name, fmt::format("sm_{}", gpu->capability), std::nullopt};
  if (gpu->gb_per_s > 0) result.flop_per_byte = gpu->tflops * 1000 / gpu->gb_per_s;
  return result;
}

Fit fit(const ModelledKernel& kernel, const ModelGpu& named, const PtxasKernel* ptxas) {
  const sim::Gpu& gpu = *sim::gpu_named(named.name);
  const auto shared = static_cast<std::int64_t>(kernel.static_shared + kernel.dynamic_shared);
  const int registers = ptxas == nullptr ? 0 : ptxas->registers;
  const sim::Occupancy found = sim::occupancy_of(gpu, kernel.threads(), registers, shared);
  Fit result{found.blocks, found.warps, sim::warps_that_fit(gpu), words_for(found.limit), registers, 0, 0};
  if (found.blocks == 0) return result;
  int most = registers > 0 ? registers : 1;
  while (most < sim::kRegistersPerThread &&
         sim::occupancy_of(gpu, kernel.threads(), most + 1, shared).blocks >= found.blocks)
    ++most;
  result.registers_within = most;
  result.waves = static_cast<double>(kernel.grid[0]) * kernel.grid[1] * kernel.grid[2] / found.blocks /
                 gpu.multiprocessors();
  return result;
}

const PtxasKernel* ptxas_of(const std::vector<PtxasKernel>& all, const ModelledKernel& kernel) {
  const auto only = [&all](const std::string& name, auto shown) -> const PtxasKernel* {
    const PtxasKernel* found = nullptr;
    for (const PtxasKernel& k : all) {
      if (shown(k.name) != name) continue;
      if (found != nullptr && found->symbol != k.symbol) return nullptr;  // two that look the same
      found = &k;
    }
    return found;
  };
  const PtxasKernel* const exact = only(without_spaces(kernel.name), without_spaces);
  return exact != nullptr ? exact : only(bare_name(kernel.name), bare_name);
}

}  // namespace prep
