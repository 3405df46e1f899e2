// A call makes `plans` plans, one after the other. Plan p has count[p] buffers in the slots from p * n on.
#include <prep/call.h>

#include <cstddef>
#include <vector>

PREP_CALL(c) {
  const std::size_t plans = static_cast<std::size_t>(c.i("plans")), n = static_cast<std::size_t>(c.i("n"));
  const std::int64_t* bytes = c.ptr<const std::int64_t>("bytes");
  const std::int32_t *first = c.ptr<const std::int32_t>("first"), *last = c.ptr<const std::int32_t>("last");
  const std::int32_t* count = c.ptr<const std::int32_t>("count");
  const std::int64_t* align = c.ptr<const std::int64_t>("align");
  std::int64_t *offset = c.ptr<std::int64_t>("offset"), *pool = c.ptr<std::int64_t>("pool");

  std::vector<mp_buf> buffers(plans * n);
  for (std::size_t i = 0; i < buffers.size(); ++i) buffers[i] = {bytes[i], first[i], last[i]};
  c.timed([&] {
    for (std::size_t p = 0; p < plans; ++p)
      pool[p] = mp_plan(buffers.data() + p * n, count[p], align[p], offset + p * n);
  });
}
