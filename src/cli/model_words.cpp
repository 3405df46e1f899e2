#include "cli/model_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace prep {
namespace {

constexpr std::size_t kLinesShown = 8, kKernelsShown = 12;
constexpr double kSectorBytes = 32;

std::string plural(double n, const char* word) {
  return fmt::format("{:.0f} {}{}", n, word, n == 1 ? "" : "s");
}

std::string dims(const int (&of)[3]) {
  if (of[2] != 1) return fmt::format("({}, {}, {})", of[0], of[1], of[2]);
  if (of[1] != 1) return fmt::format("({}, {})", of[0], of[1]);
  return fmt::format("{}", of[0]);
}

// 12 or 12.5, never 12.0.
std::string short_number(double value) {
  const double rounded = std::round(value * 10) / 10;
  return rounded == std::floor(rounded) ? fmt::format("{:.0f}", rounded) : fmt::format("{:.1f}", rounded);
}

std::string head_words(const ModelledKernel& k) {
  std::string text = fmt::format("{}<<<{}, {}>>>", k.name, dims(k.grid), dims(k.block));
  text += fmt::format("  {:.0f} launch{}", k.launches, k.launches == 1 ? "" : "es");
  text += ", " + plural(k.blocks, "block");
  if (k.followed < k.blocks) text += fmt::format(" ({:.0f} followed)", k.followed);
  const double barriers = k.followed > 0 ? k.barriers / k.followed : 0;
  return text + fmt::format(", {} barrier{} per block", short_number(barriers), barriers == 1 ? "" : "s");
}

std::string memory_words(const ModelledKernel& k, const ModelGpu& gpu) {
  const double threads = k.followed * k.threads();
  if (threads <= 0) return "memory     no block of it was followed";
  const double moved = k.global_sectors * kSectorBytes / threads;
  std::string text = fmt::format("memory     per thread {} bytes asked for, {} moved",
                                 short_number(k.global_bytes / threads), short_number(moved));
  if (k.shared_requests > 0)
    text += fmt::format("; shared {} bytes, {} passes a request", short_number(k.shared_bytes / threads),
                        short_number(k.shared_passes / k.shared_requests));
  if (gpu.flop_per_byte && moved > 0)
    text += fmt::format(
        "\n     intensity  FLOP are not counted; up to {:.0f} FP32 FLOP a thread ({} per byte moved) the "
        "{}'s memory "
        "is the limit",
        *gpu.flop_per_byte * moved, short_number(*gpu.flop_per_byte), gpu.name);
  return text;
}

std::string fit_words(const ModelledKernel& k, const ModelGpu& gpu, const Fit& fit) {
  const double shared = k.static_shared + k.dynamic_shared;
  const std::string needs = fmt::format(
      "{} threads{}{}", k.threads(), fit.registers > 0 ? fmt::format(" of {} registers", fit.registers) : "",
      shared > 0 ? fmt::format(", {:.0f} bytes shared", shared) : "");
  if (fit.blocks == 0) return fmt::format("occupancy  a block of {} does not fit an {}", needs, gpu.name);
  std::string text = fmt::format(
      "occupancy  {}: {} = {} of {} warps ({:.0f} %) on a multiprocessor, limited by {}; {}", gpu.name,
      plural(fit.blocks, "block"), fit.warps, fit.most_warps, 100.0 * fit.warps / fit.most_warps, fit.limit,
      fit.waves < 1 ? "the grid is less than one wave" : short_number(fit.waves) + " waves");
  if (fit.registers == 0)
    text +=
        fmt::format("\n     registers  not known; up to {} per thread change nothing", fit.registers_within);
  return text;
}

std::string ptxas_words(const PtxasKernel& k, const ModelGpu& gpu) {
  std::string text = fmt::format("ptxas      {}: {}", gpu.architecture, plural(k.registers, "register"));
  text += k.spill_stores + k.spill_loads == 0
              ? ", no spills"
              : fmt::format(", SPILLS: {} bytes stored, {} loaded", k.spill_stores, k.spill_loads);
  if (k.stack > 0) text += fmt::format(", {} bytes stack", k.stack);
  if (k.shared > 0) text += fmt::format(", {} bytes shared", k.shared);
  if (k.constant > 0) text += fmt::format(", {} bytes constant", k.constant);
  return text;
}

std::string line_words(const ModelledLine& l) {
  const std::string each = short_number(l.transactions / l.requests);
  const char* const unit = l.space == "shared" ? (each == "1" ? "pass" : "passes")
                           : each == "1"       ? "sector"
                                               : "sectors";
  return fmt::format("{}:{}  {} {}{}, {}, {} {} each ({} would do)", l.file, l.line, l.space, l.op,
                     l.variable.empty() ? "" : " of " + l.variable, plural(l.requests, "request"), each, unit,
                     short_number(l.ideal / l.requests));
}

// The line with the most waste worth a word; else null.
const ModelledLine* dearest(const SimCosts& model) {
  for (const ModelledLine& line : model.lines)
    if (!line.advice.empty()) return &line;
  return nullptr;
}

}  // namespace

std::string model_text(const Look& look, const SimCosts& model, const ModelGpu& gpu,
                       const PtxasFacts& ptxas) {
  std::string text =
      fmt::format(" {}\n", paint(look, Ink::bold, "model: counts, no time; caches are left out"));
  for (std::size_t i = 0; i < model.kernels.size() && i < kKernelsShown; ++i) {
    const ModelledKernel& kernel = model.kernels[i];
    const PtxasKernel* const known = ptxas_of(ptxas.kernels, kernel);
    text += "   " + paint(look, Ink::bold, head_words(kernel)) + "\n";
    text += "     " + memory_words(kernel, gpu) + "\n";
    text += "     " + fit_words(kernel, gpu, fit(kernel, gpu, known)) + "\n";
    if (known != nullptr) text += "     " + ptxas_words(*known, gpu) + "\n";
  }
  const auto faint = [&look](const std::string& words) {
    return "   " + paint(look, Ink::faint, words) + "\n";
  };
  if (model.kernels.size() > kKernelsShown)
    text += faint(fmt::format("and {} more kernels; --json has all", model.kernels.size() - kKernelsShown));
  if (!ptxas.missing.empty()) text += faint("registers: " + ptxas.missing);
  for (std::size_t i = 0; i < model.lines.size() && i < kLinesShown; ++i)
    text += "   " + line_words(model.lines[i]) + "\n";
  if (model.lines.size() > kLinesShown)
    text += faint(fmt::format("and {} more lines; --json has all", model.lines.size() - kLinesShown));
  if (const ModelledLine* const line = dearest(model); line != nullptr)
    text +=
        fmt::format("   {} line {}: {}\n", paint(look, Ink::yellow, "costs most:"), line->line, line->advice);
  return text;
}

namespace {

JsonObject to_json(const ModelledLine& l) {
  JsonObject json;
  json.text("file", l.file)
      .integer("line", l.line)
      .text("kernel", l.function)
      .text("space", l.space)
      .text("op", l.op);
  json.number("requests", l.requests).number("transactions", l.transactions).number("ideal", l.ideal);
  return json.number("bytes", l.bytes).text("variable", l.variable).text("advice", l.advice);
}

JsonObject to_json(const PtxasKernel& k) {
  JsonObject json;
  json.integer("registers", k.registers)
      .integer("spill_stores", k.spill_stores)
      .integer("spill_loads", k.spill_loads);
  json.integer("stack", k.stack).integer("shared", k.shared).integer("constant", k.constant);
  return json.integer("barriers", k.barriers).text("symbol", k.symbol);
}

JsonObject to_json(const Fit& f) {
  JsonObject json;
  json.integer("blocks", f.blocks).integer("warps", f.warps).integer("most_warps", f.most_warps);
  json.text("limit", f.limit);
  if (f.registers > 0)
    json.integer("registers", f.registers);
  else
    json.null("registers");
  return json.integer("registers_within", f.registers_within).number("waves", f.waves);
}

JsonObject to_json(const ModelledKernel& k, const ModelGpu& gpu, const PtxasKernel* known) {
  JsonObject json;
  json.text("name", k.name);
  json.raw("grid", fmt::format("[{},{},{}]", k.grid[0], k.grid[1], k.grid[2]));
  json.raw("block", fmt::format("[{},{},{}]", k.block[0], k.block[1], k.block[2]));
  json.number("launches", k.launches).number("blocks", k.blocks).number("blocks_followed", k.followed);
  json.number("barriers", k.barriers).number("static_shared", k.static_shared);
  json.number("dynamic_shared", k.dynamic_shared).number("global_bytes", k.global_bytes);
  json.number("global_bytes_moved", k.global_sectors * kSectorBytes).number("shared_bytes", k.shared_bytes);
  json.number("shared_requests", k.shared_requests).number("shared_passes", k.shared_passes);
  json.object("occupancy", to_json(fit(k, gpu, known)));
  if (known == nullptr) return json.null("ptxas");
  return json.object("ptxas", to_json(*known));
}

}  // namespace

JsonObject to_json(const SimCosts& model, const ModelGpu& gpu, const PtxasFacts& ptxas) {
  JsonObject json;
  json.text("gpu", gpu.name).text("architecture", gpu.architecture);
  std::vector<JsonObject> kernels, lines;
  double requests = 0, transactions = 0, ideal = 0, shared_requests = 0, shared_passes = 0, barriers = 0;
  for (const ModelledKernel& kernel : model.kernels) {
    kernels.push_back(to_json(kernel, gpu, ptxas_of(ptxas.kernels, kernel)));
    barriers += kernel.barriers;
  }
  for (const ModelledLine& line : model.lines) {
    lines.push_back(to_json(line));
    const bool shared = line.space == "shared";
    (shared ? shared_requests : requests) += line.requests;
    (shared ? shared_passes : transactions) += line.transactions;
    if (!shared) ideal += line.ideal;
  }
  json.number("requests", requests).number("transactions", transactions).number("ideal", ideal);
  json.number("shared_requests", shared_requests).number("shared_ways", shared_passes);
  json.integer("barriers", static_cast<std::int64_t>(barriers));
  json.objects("kernels", kernels).objects("lines", lines);
  const ModelledLine* const line = dearest(model);
  json.text_or_null("costs_most",
                    line == nullptr ? "" : fmt::format("line {}: {}", line->line, line->advice));
  return json.text_or_null("ptxas_missing", ptxas.missing);
}

}  // namespace prep
