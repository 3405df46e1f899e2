#include <prep/call.h>

#include <cstddef>

// Launch i is asked about on the device that which[i] names. The buffers hold the structs field by field.
PREP_CALL(c) {
  static_assert(sizeof(oc_device) == 12 * sizeof(int) && sizeof(oc_kernel) == 4 * sizeof(int));
  const oc_device* device = c.ptr<const oc_device>("device");
  const oc_kernel* kernel = c.ptr<const oc_kernel>("kernel");
  const std::int32_t* which = c.ptr<const std::int32_t>("which");
  std::int32_t* blocks = c.ptr<std::int32_t>("blocks");
  std::uint32_t* limits = c.ptr<std::uint32_t>("limits");
  const std::ptrdiff_t launches = c.i("launches");
  c.timed([&] {
    for (std::ptrdiff_t i = 0; i < launches; ++i)
      blocks[i] = oc_blocks(device + which[i], kernel + i, limits + i);
  });
}
