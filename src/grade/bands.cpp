#include "grade/bands.h"

#include <fmt/format.h>

#include <algorithm>

#include "grade/statistics.h"

namespace prep {
namespace {

BandOutcome place(double pass, double good, double gold, const std::vector<double>& shares) {
  BandOutcome outcome;
  outcome.value = geometric_mean(shares);
  const bool lame = std::any_of(shares.begin(), shares.end(), [&](double share) { return share < pass / 2; });
  const struct {
    const char* name;
    double from;
  } steps[] = {{"pass", pass}, {"good", good}, {"gold", gold}};
  for (const auto& step : steps) {
    if (!lame && outcome.value >= step.from) {
      outcome.band = step.name;
    } else {
      outcome.next = fmt::format("{} needs {:.2f}", step.name, step.from);
      break;
    }
  }
  return outcome;
}

}  // namespace

BandOutcome band_of(const Bands& bands, const std::vector<double>& row_shares) {
  return place(bands.pass, bands.good, bands.gold, row_shares);
}
BandOutcome band_of(const ModelBands& bands, const std::vector<double>& row_shares) {
  return place(bands.pass, bands.good, bands.gold, row_shares);
}

}  // namespace prep
