// One call is one calibrator: half of the batches, all questions, the other half, all questions again.
#include <prep/call.h>

#include <cstddef>
#include <memory>

PREP_CALL(c) {
  const float* x = c.ptr<const float>("x");
  const std::int64_t* begin = c.ptr<const std::int64_t>("begin");  // of each batch, and the end of the last
  const double* p = c.ptr<const double>("p");
  const std::int32_t* levels = c.ptr<const std::int32_t>("levels");
  float *minmax = c.ptr<float>("minmax"), *percentile = c.ptr<float>("percentile"),
        *entropy = c.ptr<float>("entropy");
  const std::int64_t batches = c.i("batches"), ps = c.i("ps"), searches = c.i("searches");

  std::unique_ptr<Calibrator> calibrator;
  c.timed([&] {
    calibrator.reset(make_calibrator(static_cast<int>(c.i("bins"))));
    for (std::int64_t stage = 0, batch = 0; stage < 2; ++stage) {
      const std::int64_t end = stage == 0 ? batches / 2 : batches;
      for (; batch < end; ++batch)
        calibrator->observe(x + begin[batch], static_cast<std::size_t>(begin[batch + 1] - begin[batch]));
      minmax[stage] = calibrator->minmax();
      for (std::int64_t k = 0; k < ps; ++k) percentile[stage * ps + k] = calibrator->percentile(p[k]);
      for (std::int64_t k = 0; k < searches; ++k)
        entropy[stage * searches + k] = calibrator->entropy(levels[k]);
    }
  });
}
