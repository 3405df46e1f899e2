#include <prep/call.h>

PREP_CALL(c) {
  softmax(c.ptr<const float>("x"), c.ptr<float>("y"), static_cast<int>(c.i("rows")), static_cast<int>(c.i("cols")));
}
