#include <prep/call.h>

PREP_CALL(c) { histogram256(c.ptr<const int>("x"), c.ptr<int>("bins"), static_cast<int>(c.i("n"))); }
