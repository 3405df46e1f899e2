// From shares to a band: on the geometric mean of the rows, no row under half of pass. Pure.
#pragma once
#include <string>
#include <vector>

#include "content/kit.h"

namespace prep {

struct BandOutcome {
  std::string band;  // "", "pass", "good", "gold"; "" = under pass
  double value = 0;  // the geometric mean
  std::string next;  // "gold needs 0.95"; "" at gold
};
BandOutcome band_of(const Bands& bands, const std::vector<double>& row_shares);
BandOutcome band_of(const ModelBands& bands, const std::vector<double>& row_shares);

}  // namespace prep
