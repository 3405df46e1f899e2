#include <prep/call.h>

PREP_CALL(c) {
  const auto i = [&](const char* name) { return static_cast<int>(c.i(name)); };
  conv2d(c.ptr<const float>("x"), c.ptr<const float>("w"), c.ptr<const float>("bias"), c.ptr<float>("y"),
         i("N"), i("C"), i("H"), i("W"), i("K"), i("R"), i("S"), i("stride"), i("pad"));
}
