#include <prep/call.h>

PREP_CALL(c) {
  const auto n = static_cast<int>(c.i("n"));
  const auto ws_bytes = static_cast<size_t>(256 + 16 * ((c.i("n") + 1023) / 1024));
  inclusive_scan(c.ptr<const int>("x"), c.ptr<int>("y"), n, c.ptr<void>("ws"), ws_bytes);
}
