#include <prep/call.h>

PREP_CALL(c) {
  matmul(c.ptr<const float>("A"), c.ptr<const float>("B"), c.ptr<float>("C"), static_cast<int>(c.i("M")),
         static_cast<int>(c.i("N")), static_cast<int>(c.i("K")));
}
