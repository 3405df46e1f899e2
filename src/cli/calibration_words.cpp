#include "cli/calibration_words.h"

#include <fmt/format.h>

#include <functional>

#include "os/error.h"
#include "term/table.h"
#include "term/text.h"

namespace prep {
namespace {

// Three or four digits that matter.
std::string figure_text(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

template <class Ceilings>
std::string table_of(const Look& look, const std::string& heading, const Ceilings& ceilings,
                     const std::vector<FigureOf<Ceilings>>& figures,
                     const std::function<std::string(const FigureOf<Ceilings>&)>& beside) {
  const std::size_t width = static_cast<std::size_t>(look.width);
  std::string text = wrapped(heading, width, " ", " ");
  const std::vector<Column> columns{
      {"", Align::left}, {"", Align::right}, {"", Align::left}, {"", Align::left, Column::Fit::flexible}};
  const bool roomy = look.width >= 60;  // a column without text takes no room
  std::vector<std::vector<Cell>> rows;
  for (const auto& figure : figures) {
    const double value = ceilings.*figure.value;
    rows.push_back({{figure.words},
                    {value > 0 ? figure_text(value) : "-", Ink::bold},
                    {value > 0 ? figure.unit : ""},
                    {roomy && value > 0 ? beside(figure) : "", Ink::faint}});
  }
  text += table(look, columns, rows);
  for (const auto& figure : figures) {
    const auto why = ceilings.missing.find(figure.name);
    if (why != ceilings.missing.end())
      text += wrapped(fmt::format("no {}: {}", figure.words, why->second), width, " - ", "   ");
  }
  for (const std::string& strange : ceilings.strange)
    text += wrapped("strange: " + strange, width, " " + paint(look, Ink::yellow, "!") + " ", "   ");
  return text;
}

template <class Ceilings>
JsonObject common_json(const Ceilings& c, const std::vector<FigureOf<Ceilings>>& figures,
                       Freshness freshness) {
  JsonObject values, how, missing, json;
  for (const auto& figure : figures) {
    if (c.*figure.value > 0) {
      values.number(figure.name, c.*figure.value);
    } else {
      values.null(figure.name);
    }
  }
  for (const auto& [name, text] : c.how) how.text(name, text);
  for (const auto& [name, text] : c.missing) missing.text(name, text);
  json.text("measured", freshness == Freshness::measured ? "now" : "before").text("date", c.date);
  return json.object("figures", values)
      .object("how", how)
      .object("missing", missing)
      .texts("strange", c.strange);
}

std::string gpu_heading(const GpuCeilings& c) {
  std::string text = fmt::format("{}, driver {}", c.gpu, c.driver);
  if (c.power_limit_w > 0) text += fmt::format(", {:.0f} W", c.power_limit_w);
  return text + fmt::format(", {} SMs, {:.0f} MiB of L2", c.multiprocessors,
                            static_cast<double>(c.l2_bytes) / (1 << 20));
}

template <class Ceilings>
Fact state_fact(const Known<Ceilings>& known, const std::string& words, Moment now) {
  if (!known.ceilings)
    return {"ceilings", words + " is not measured yet: prep calibrate", Fact::Kind::lacking};
  const std::string when = local_minute(known.ceilings->date, now);
  if (!known.stale.empty())
    return {
        "ceilings",
        fmt::format("{}: the figures of {} no longer hold ({}): prep calibrate", words, when, known.stale),
        Fact::Kind::lacking};
  std::string strange;
  if (!known.ceilings->strange.empty()) strange = "; strange: " + known.ceilings->strange.front();
  return {"ceilings", words + ", measured " + when + strange};
}

}  // namespace

std::string local_minute(const std::string& utc, Moment now) {
  try {
    Moment then = parse_moment(utc);
    then.utc_ms += now.offset_minutes * std::int64_t{60'000};
    const std::string text = utc_text(then.utc_ms);
    return text.substr(0, 10) + " " + text.substr(11, 5);
  } catch (const Error&) {
    return "an unknown day";
  }
}

std::string calibration_table(const Look& look, const GpuCeilings& c) {
  return table_of<GpuCeilings>(
      look, gpu_heading(c), c, gpu_figures(), [&c](const FigureOf<GpuCeilings>& figure) -> std::string {
        const std::string name = figure.name;
        const bool memory =
            name == "read_gbs" || name == "write_gbs" || name == "copy_gbs" || name == "triad_gbs";
        if (memory && c.bus_gbs > 0)
          return fmt::format("{:.0f} % of the bus", 100 * c.*figure.value / c.bus_gbs);
        if (name.ends_with("flops") || name.ends_with("tops")) {
          const auto how = c.how.find(name);
          return how == c.how.end() ? "" : how->second;
        }
        return "";
      });
}

std::string calibration_table(const Look& look, const CpuCeilings& c) {
  const std::string heading =
      fmt::format("{}, {} {}, by {}", c.cpu, c.cores, c.cores == 1 ? "core" : "cores", c.compiler);
  return table_of<CpuCeilings>(look, heading, c, cpu_figures(), [&c](const FigureOf<CpuCeilings>& figure) {
    const auto how = c.how.find(figure.name);
    return how == c.how.end() ? std::string() : how->second;
  });
}

JsonObject to_json_object(const GpuCeilings& c, Freshness freshness) {
  JsonObject json = common_json(c, gpu_figures(), freshness);
  json.text("name", c.gpu)
      .text("uuid", c.uuid)
      .text("driver", c.driver)
      .number("power_limit_w", c.power_limit_w);
  json.integer("l2_bytes", static_cast<std::int64_t>(c.l2_bytes))
      .integer("multiprocessors", c.multiprocessors);
  return json.integer("capability", c.capability).number("bus_gbs", c.bus_gbs);
}

JsonObject to_json_object(const CpuCeilings& c, Freshness freshness) {
  JsonObject json = common_json(c, cpu_figures(), freshness);
  return json.text("name", c.cpu).text("compiler", c.compiler).integer("cores", c.cores);
}

std::vector<Fact> calibration_facts(const Installation& installation, Moment now) {
  std::vector<Fact> facts;
  try {
    for (const GpuDevice& gpu : find_gpus().gpus) {
      const Known<GpuCeilings> known = look_up(installation, gpu, now);
      std::string words = fmt::format("GPU {}", gpu.index);
      if (known.holds())
        words += fmt::format(": read {:.0f}, copy {:.0f} GB/s, fp32 {:.1f}, bf16 {:.0f} TFLOP/s",
                             known.ceilings->read_gbs, known.ceilings->copy_gbs, known.ceilings->fp32_tflops,
                             known.ceilings->bf16_tflops);
      facts.push_back(state_fact(known, words, now));
    }
    const Known<CpuCeilings> known = look_up(installation, this_cpu(), now);
    std::string words = "CPU";
    if (known.holds())
      words += fmt::format(": triad {:.1f} GB/s, fp32 {:.0f} GFLOP/s a core; {:.1f} and {:.0f} in all",
                           known.ceilings->core_triad_gbs, known.ceilings->core_fma_gflops,
                           known.ceilings->all_triad_gbs, known.ceilings->all_fma_gflops);
    facts.push_back(state_fact(known, words, now));
    for (std::size_t i = 1; i < facts.size(); ++i) facts[i].subject.clear();
  } catch (const Error& error) {
    facts.push_back({"ceilings", error.what(), Fact::Kind::lacking});
  }
  return facts;
}

}  // namespace prep
