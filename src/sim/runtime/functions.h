// What is known of kernels by their address: the shared memory they may ask for.
#pragma once
#include <cstddef>

namespace prep::sim {

inline constexpr std::size_t kSharedDefault = 49152;  // 48 KB
inline constexpr std::size_t kSharedOptIn = 232448;   // 227 KB

// Dynamic shared memory that a launch of this kernel may have. A null address (an instance that the compiler
// could not name) may have the most that was set for any kernel.
std::size_t shared_limit(const void* function);

}  // namespace prep::sim
