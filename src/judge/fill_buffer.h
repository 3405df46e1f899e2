// All elements of a filled buffer, as fast as one core goes.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace prep {

// `buffer` has a fill that is not custom; `bytes` are whole elements of its type.
void fill_buffer(const Buffer& buffer, std::uint64_t key, std::span<std::byte> bytes);

}  // namespace prep
