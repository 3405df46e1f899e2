// Random bytes from the kernel: ids and entropy seeds. Never used for test inputs, which come from a printed
// seed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace prep {

void fill_random(std::span<std::uint8_t> bytes);
std::uint64_t random_u64();

}  // namespace prep
