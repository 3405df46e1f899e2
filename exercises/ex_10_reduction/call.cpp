#include <prep/call.h>

PREP_CALL(c) { reduce_sum(c.ptr<const float>("x"), c.ptr<float>("sum"), static_cast<int>(c.i("n"))); }
