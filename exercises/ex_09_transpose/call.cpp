#include <prep/call.h>

PREP_CALL(c) {
  transpose(c.ptr<const float>("in"), c.ptr<float>("out"), static_cast<int>(c.i("rows")), static_cast<int>(c.i("cols")));
}
