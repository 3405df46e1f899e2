#include <prep/call.h>

PREP_CALL(c) {
  sgemm(static_cast<int>(c.i("M")), static_cast<int>(c.i("N")), static_cast<int>(c.i("K")),
        static_cast<float>(c.f("alpha")), c.ptr<const float>("A"), c.ptr<const float>("B"),
        static_cast<float>(c.f("beta")), c.ptr<float>("C"));
}
