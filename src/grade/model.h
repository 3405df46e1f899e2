// The sim's counters on the kit's model rows: transactions, bank-conflict ways, barriers. A model, never
// time.
#pragma once
#include "grade/bands.h"
#include "grade/check.h"
#include "grade/result.h"

namespace prep {

struct ModelOutcome {
  ModelFigures figures;
  BandOutcome band;
};
// nullopt where the kit has no model rows or the run gave no counters.
std::optional<ModelOutcome> model(const CheckRequest& request);

// One report's model line, added to the sums.
struct ModelSums {
  double requests = 0, transactions = 0, ideal = 0, shared_requests = 0, shared_ways = 0;
  std::uint64_t barriers = 0;
  std::vector<std::string> lines;
};
bool add_model_line(const std::string& report, ModelSums& sums);

}  // namespace prep
