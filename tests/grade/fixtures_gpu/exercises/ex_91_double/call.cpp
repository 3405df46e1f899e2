#include <prep/call.h>

PREP_CALL(c) { twice(c.ptr<const float>("x"), c.ptr<float>("y"), static_cast<int>(c.i("n"))); }
