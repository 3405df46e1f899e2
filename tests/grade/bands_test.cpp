#include "grade/bands.h"

#include "catch.h"

using namespace prep;

namespace {
const Bands kBands{Metric::of_baseline, 0.8, 0.9, 0.95};
}

TEST_CASE("bands are shares of the target, on the geometric mean") {
  CHECK(band_of(kBands, {0.96, 0.97}).band == "gold");
  CHECK(band_of(kBands, {0.91}).band == "good");
  CHECK(band_of(kBands, {0.85}).band == "pass");
  CHECK(band_of(kBands, {0.79}).band.empty());
  CHECK(band_of(kBands, {}).band.empty());
}

TEST_CASE("the outcome says what the next band needs") {
  CHECK(band_of(kBands, {0.85}).next == "good needs 0.90");
  CHECK(band_of(kBands, {0.5}).next == "pass needs 0.80");
  CHECK(band_of(kBands, {0.99}).next.empty());
}

TEST_CASE("one row under half of pass spoils the band") {
  CHECK(band_of(kBands, {0.39, 3.0, 3.0}).band.empty());
  CHECK(band_of(kBands, {0.41, 3.0, 3.0}).band == "gold");
}

TEST_CASE("model bands follow the same rule") {
  CHECK(band_of(ModelBands{"transactions", 0.5, 0.7, 0.95}, {1.0}).band == "gold");
  CHECK(band_of(ModelBands{"transactions", 0.5, 0.7, 0.95}, {0.25}).band.empty());
}
