#include <prep/call.h>

PREP_CALL(c) {
  fused_bias_gelu_residual(c.ptr<const float>("x"), c.ptr<const float>("bias"), c.ptr<const float>("res"),
                           c.ptr<float>("y"), static_cast<int>(c.i("rows")), static_cast<int>(c.i("cols")));
}
