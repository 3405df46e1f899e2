#include <nlohmann/json.hpp>

#include "grade/grade.h"
#include "grade/verdict_cache.h"

namespace prep {
namespace {

using nlohmann::json;

json to_json(const Finding& f) {
  json object = {
      {"kind", f.kind}, {"file", f.file}, {"line", f.line}, {"message", f.message}, {"count", f.count}};
  if (!f.function.empty()) object["function"] = f.function;
  if (!f.variable.empty()) object["variable"] = f.variable;
  if (f.other_line > 0) object["other_line"] = f.other_line;
  if (!f.other_file.empty()) object["other_file"] = f.other_file;
  if (!f.fix.empty()) object["fix"] = f.fix;
  if (f.thread[0] >= 0) object["thread"] = f.thread;
  if (f.block[0] >= 0) object["block"] = f.block;
  if (f.other_thread[0] >= 0) object["other_thread"] = f.other_thread;
  if (f.other_block[0] >= 0) object["other_block"] = f.other_block;
  return object;
}

Finding finding_of(const json& object) {
  Finding f;
  f.kind = object.value("kind", "");
  f.file = object.value("file", "");
  f.line = object.value("line", 0);
  f.message = object.value("message", "");
  f.fix = object.value("fix", "");
  f.count = object.value("count", std::uint64_t{1});
  return f;
}

json to_json(const CaseResult& c) {
  return {{"name", c.name},
          {"ok", c.ok},
          {"stage", c.stage},
          {"verdict", word(c.verdict)},
          {"message", c.message},
          {"detail", c.detail},
          {"max_abs_err", c.max_abs_err},
          {"mismatches", c.mismatches}};
}

json to_json(const MeasureRow& row) {
  json object = {
      {"name", row.name},   {"median_us", row.median_us}, {"min_us", row.min_us},
      {"q3_us", row.q3_us}, {"samples", row.samples},     {"bytes", row.bytes},
      {"flops", row.flops}, {"of_target", row.of_target}, {"versus_baseline", row.versus_baseline}};
  if (row.baseline_us) object["baseline_us"] = *row.baseline_us;
  if (row.of_ceiling) {
    object["of_ceiling"] = *row.of_ceiling;
    object["of_baseline"] = row.of_baseline;
    object["floor_us"] = row.floor_us;
    object["limit"] = row.limit;
    object["dispersion"] = row.dispersion;
    object["sm_mhz"] = row.sm_mhz;
  }
  if (row.library_us) {
    object["library_us"] = *row.library_us;
    object["versus_library"] = row.versus_library;
    object["of_library"] = row.of_library.value_or(0);
  }
  if (!row.note.empty()) object["note"] = row.note;
  return object;
}

json to_json(const KernelFacts& kernel) {
  return {{"name", kernel.name},
          {"launches", kernel.launches},
          {"threads", kernel.threads},
          {"blocks", kernel.blocks},
          {"registers", kernel.registers},
          {"shared_bytes", kernel.shared_bytes},
          {"local_bytes", kernel.local_bytes},
          {"blocks_per_sm", kernel.blocks_per_sm},
          {"warps_per_sm", kernel.warps_per_sm},
          {"most_warps_per_sm", kernel.most_warps_per_sm},
          {"limiter", kernel.limiter},
          {"narrow_loads", kernel.narrow_loads},
          {"wide_loads", kernel.wide_loads}};
}

KernelFacts kernel_of(const json& object) {
  KernelFacts kernel;
  kernel.name = object.at("name");
  kernel.launches = object.at("launches");
  kernel.threads = object.at("threads");
  kernel.blocks = object.at("blocks");
  kernel.registers = object.at("registers");
  kernel.shared_bytes = object.at("shared_bytes");
  kernel.local_bytes = object.at("local_bytes");
  kernel.blocks_per_sm = object.at("blocks_per_sm");
  kernel.warps_per_sm = object.at("warps_per_sm");
  kernel.most_warps_per_sm = object.at("most_warps_per_sm");
  kernel.limiter = object.at("limiter");
  kernel.narrow_loads = object.at("narrow_loads");
  kernel.wide_loads = object.at("wide_loads");
  return kernel;
}

json object_of(const GradeResult& r) {
  json object = {{"schema", "prep.run/1"}, {"exercise", r.exercise}, {"version", r.version},
                 {"backend", r.backend},   {"seed", r.seed},         {"verdict", word(r.verdict)},
                 {"build_s", r.build_s},   {"run_s", r.run_s},       {"total_s", r.total_s}};
  object["band"] = r.band.empty() ? json(nullptr) : json(r.band);
  object["band_is_model"] = r.band_is_model;
  if (!r.reason.empty()) object["reason"] = r.reason;
  object["cases"] = json::array();
  for (const CaseResult& c : r.cases) object["cases"].push_back(to_json(c));
  object["measure"] = json::array();
  for (const MeasureRow& row : r.measure) object["measure"].push_back(to_json(row));
  if (!r.gpu.empty()) object["gpu"] = r.gpu;
  if (!r.sanitized.empty()) object["sanitized"] = r.sanitized;
  if (!r.library_missing.empty()) object["library_missing"] = r.library_missing;
  if (!r.kernels.empty()) {
    object["kernels"] = json::array();
    for (const KernelFacts& kernel : r.kernels) object["kernels"].push_back(to_json(kernel));
  }
  object["diagnostics"] = json::array();
  for (const Finding& finding : r.diagnostics) object["diagnostics"].push_back(to_json(finding));
  if (r.model)
    object["model"] = {{"global_transactions_per_request", r.model->transactions_per_request},
                       {"ideal_share", r.model->ideal_share},
                       {"bank_conflict_ways", r.model->bank_conflict_ways},
                       {"barriers", r.model->barriers},
                       {"lines", r.model->lines}};
  if (!r.learner_output.empty()) object["printed"] = r.learner_output;
  if (!r.cached_since.empty()) object["cached_since"] = r.cached_since;
  return object;
}

constexpr auto kReplaceBadUtf8 = json::error_handler_t::replace;

}  // namespace

std::string to_json(const GradeResult& result, Recorded recorded) {
  json object = object_of(result);
  object["recorded"] = recorded == Recorded::yes;
  return object.dump(-1, ' ', false, kReplaceBadUtf8);
}

std::string cache_text(const GradeResult& result) {
  json object = object_of(result);
  object["of_target"] = result.of_target;
  object["compiler_output"] = result.compiler_output;
  object["source_hash"] = result.source_hash;
  return object.dump(-1, ' ', false, kReplaceBadUtf8);
}

std::optional<GradeResult> from_cache_text(const std::string& text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  try {
    GradeResult r;
    r.exercise = object.at("exercise");
    r.version = object.at("version");
    r.backend = object.at("backend");
    r.seed = object.at("seed");
    const auto verdict = verdict_of(object.at("verdict").get<std::string>());
    if (!verdict) return std::nullopt;
    r.verdict = *verdict;
    r.band = object.at("band").is_string() ? object.at("band").get<std::string>() : "";
    r.band_is_model = object.at("band_is_model");
    r.reason = object.value("reason", "");
    r.of_target = object.at("of_target");
    r.compiler_output = object.at("compiler_output");
    r.source_hash = object.at("source_hash");
    for (const json& c : object.at("cases")) {
      CaseResult row;
      row.name = c.at("name");
      row.ok = c.at("ok");
      row.stage = c.at("stage");
      r.cases.push_back(row);
    }
    for (const json& m : object.at("measure")) {
      MeasureRow row;
      row.name = m.at("name");
      row.median_us = m.at("median_us");
      row.min_us = m.at("min_us");
      row.q3_us = m.at("q3_us");
      row.samples = m.at("samples");
      row.bytes = m.at("bytes");
      row.flops = m.at("flops");
      row.of_target = m.at("of_target");
      row.versus_baseline = m.at("versus_baseline");
      if (m.contains("baseline_us")) row.baseline_us = m.at("baseline_us").get<double>();
      row.note = m.value("note", "");
      if (m.contains("of_ceiling")) {
        row.of_ceiling = m.at("of_ceiling").get<double>();
        row.of_baseline = m.at("of_baseline");
        row.floor_us = m.at("floor_us");
        row.limit = m.at("limit");
        row.dispersion = m.at("dispersion");
        row.sm_mhz = m.at("sm_mhz");
      }
      if (m.contains("library_us")) {
        row.library_us = m.at("library_us").get<double>();
        row.of_library = m.at("of_library").get<double>();
        row.versus_library = m.at("versus_library");
      }
      r.measure.push_back(row);
    }
    r.gpu = object.value("gpu", "");
    r.sanitized = object.value("sanitized", "");
    r.library_missing = object.value("library_missing", "");
    if (object.contains("kernels"))
      for (const json& kernel : object.at("kernels")) r.kernels.push_back(kernel_of(kernel));
    for (const json& d : object.at("diagnostics")) r.diagnostics.push_back(finding_of(d));
    if (object.contains("model")) {
      const json& m = object.at("model");
      r.model = ModelFigures{m.at("global_transactions_per_request"), m.at("ideal_share"),
                             m.at("bank_conflict_ways"), m.at("barriers"), m.at("lines")};
    }
    r.learner_output = object.value("printed", "");
    return r;
  } catch (const json::exception&) {
    return std::nullopt;  // written by another version: it is only a cache
  }
}

}  // namespace prep
