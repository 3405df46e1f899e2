#include "grade/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "grade/runner_session.h"

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

struct Costly {
  double waste;
  std::string words;
};

}  // namespace

bool add_model_line(const std::string& report, ModelSums& sums) {
  std::istringstream lines(report);
  bool found = false;
  for (std::string line; std::getline(lines, line);) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || !object.contains("model") || !object["model"].is_object()) continue;
    const auto& model = object["model"];
    found = true;
    sums.barriers += static_cast<std::uint64_t>(number(model, "barriers"));
    std::vector<Costly> costly;
    for (const auto& entry : model.value("per_line", nlohmann::json::array())) {
      const double requests = number(entry, "requests"), transactions = number(entry, "transactions"),
                   ideal = number(entry, "ideal");
      if (requests <= 0) continue;
      const std::string where = fmt::format("line {}", number(entry, "line"));
      if (text(entry, "space") == "shared") {
        sums.shared_requests += requests;
        sums.shared_ways += transactions;
        if (transactions > 1.5 * std::max(ideal, requests))
          costly.push_back(
              {transactions - ideal,
               fmt::format(
                   "{}: {:.0f}-way bank conflict on the shared {}; pad the row by one element or swizzle",
                   where, transactions / requests, text(entry, "op"))});
      } else {
        sums.requests += requests;
        sums.transactions += transactions;
        sums.ideal += ideal;
        if (transactions > 1.5 * ideal)
          costly.push_back(
              {transactions - ideal,
               fmt::format("{}: each {} of a warp moves {:.1f} sectors of 32 bytes where {:.1f} would do; "
                           "let neighbouring threads touch neighbouring addresses",
                           where, text(entry, "op"), transactions / requests, ideal / requests)});
      }
    }
    std::sort(costly.begin(), costly.end(),
              [](const Costly& a, const Costly& b) { return a.waste > b.waste; });
    for (const Costly& line_cost : costly)
      if (sums.lines.size() < 3) sums.lines.push_back(line_cost.words);
  }
  return found;
}

std::optional<ModelOutcome> model(const CheckRequest& request) {
  if (request.kit.model.empty() || request.kit.model_bands.metric.empty()) return std::nullopt;
  const auto program = request.runner.find(Flavor::check);
  if (program == request.runner.end()) return std::nullopt;
  ModelSums sums;
  std::vector<double> shares;
  for (const CaseRow& row : request.kit.model) {
    request.progress("model " + row.name);
    JudgeSession judge(request.judge, request.kit,
                       {row, 0, case_seed(request.seed, row.name, 0), {{0, 0}}, 1});
    RunnerSession session({request.backend,
                           request.kit,
                           Flavor::check,
                           program->second,
                           request.source_name,
                           judge.input_fd(),
                           judge.output_fd(0),
                           judge.ready().nonce,
                           {"PREP_SIM_MODEL=1"}});
    const RunnerOutcome run = session.finish();
    ModelSums row_sums;
    if (!run.done || !add_model_line(run.report, row_sums)) return std::nullopt;
    add_model_line(run.report, sums);
    const bool banks = request.kit.model_bands.metric == "bank_ways";
    const double spent = banks ? row_sums.shared_ways : row_sums.transactions;
    const double needed = banks ? row_sums.shared_requests : row_sums.ideal;
    shares.push_back(spent > 0 ? needed / spent : 1.0);
  }
  ModelOutcome outcome;
  outcome.figures.transactions_per_request = sums.requests > 0 ? sums.transactions / sums.requests : 0;
  outcome.figures.ideal_share = sums.transactions > 0 ? sums.ideal / sums.transactions : 1;
  outcome.figures.bank_conflict_ways = sums.shared_requests > 0 ? sums.shared_ways / sums.shared_requests : 1;
  outcome.figures.barriers = sums.barriers;
  outcome.figures.lines = sums.lines;
  outcome.band = band_of(request.kit.model_bands, shares);
  return outcome;
}

}  // namespace prep
