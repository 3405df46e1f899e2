#include <prep/call.h>

PREP_CALL(c) {
  vector_add(c.ptr<const float>("a"), c.ptr<const float>("b"), c.ptr<float>("c"), static_cast<int>(c.i("n")));
}
