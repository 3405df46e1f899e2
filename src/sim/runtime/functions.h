// What is known of kernels by their address: shared memory, launch bounds, how to launch them. Guarded by the
// runtime's lock.
#pragma once
#include <prep/sim/runtime_launch.h>

#include <cstddef>

namespace prep::sim {

inline constexpr std::size_t kSharedDefault = 49152;  // 48 KB
inline constexpr std::size_t kSharedOptIn = 232448;   // 227 KB
inline constexpr int kRegisters =
    32;  // per thread: nobody allocates registers here; occupancy needs a number

// Bytes of the kernel's own __shared__ variables, as far as known: those in its body from the program's
// symbols, those of functions it calls from its launches.
std::size_t static_shared(const void* function);
// After a launch: what the engine has placed belongs to this kernel.
void learn_static_shared(const void* function);

// Dynamic shared memory that a launch of this kernel may have. A null address (an instance that the compiler
// could not name) may have the most that was set for any kernel.
std::size_t shared_limit(const void* function);

int max_threads(const void* function);  // __launch_bounds__, else 1024

// Blocks of this shape that fit one multiprocessor.
int resident_blocks(const void* function, int threads, std::size_t dynamic_shared);

const prep_kernel_kind* kernel_kind(const void* function);  // null: not registered
const char* kernel_name(const void* function);              // for reports; lives as long as the program

}  // namespace prep::sim
