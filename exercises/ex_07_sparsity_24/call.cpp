// The two functions are judged apart: the product gets compressed values of the judge, so that a mistake in
// one of them is not reported as one of the other. Only the product is timed.
#include <prep/call.h>

PREP_CALL(c) {
  const auto rows = static_cast<int>(c.i("rows")), cols = static_cast<int>(c.i("cols"));
  const auto prune_rows = static_cast<int>(c.i("prune_rows"));
  s24_compress(c.ptr<const __half>("w"), c.ptr<__half>("kept"), c.ptr<uint8_t>("kept_meta"), prune_rows,
               cols);
  c.timed([&] {
    s24_gemv(c.ptr<const __half>("vals"), c.ptr<const uint8_t>("meta"), c.ptr<const __half>("x"),
             c.ptr<float>("y"), rows, cols);
  });
}
