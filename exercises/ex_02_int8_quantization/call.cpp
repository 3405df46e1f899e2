#include <prep/call.h>

// Each function is judged on its own: q_quantize and q_dequantize get the judge's scales, not those of
// q_choose.
PREP_CALL(c) {
  const int rows = static_cast<int>(c.i("rows")), cols = static_cast<int>(c.i("cols"));
  const q_scheme scheme = c.i("asymmetric") != 0 ? Q_ASYMMETRIC : Q_SYMMETRIC;
  const q_granularity granularity = c.i("per_channel") != 0 ? Q_PER_CHANNEL : Q_PER_TENSOR;
  const float* scale = c.ptr<const float>("given_scale");
  const std::int32_t* zero = c.ptr<const std::int32_t>("given_zero");
  q_choose(c.ptr<const float>("x"), rows, cols, scheme, granularity, c.ptr<float>("scale"),
           c.ptr<std::int32_t>("zero"));
  q_quantize(c.ptr<const float>("values"), rows, cols, scale, zero, granularity, c.ptr<std::int8_t>("q"));
  q_dequantize(c.ptr<const std::int8_t>("codes"), rows, cols, scale, zero, granularity, c.ptr<float>("back"));
}
