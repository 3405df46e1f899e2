// What the program's own symbol table says of a kernel: its __shared__ variables and its launch bounds are
// constants with names inside the kernel's. They are read only when the host asks, so that a launch pays
// nothing.
#pragma once
#include <cstddef>
#include <string>

namespace prep::sim {

struct KernelSymbols {
  std::string name;               // as the linker knows it, "" when the program has no symbols
  std::size_t static_shared = 0;  // of the declarations in its body
  int max_threads = 0;            // 0: no __launch_bounds__
};
KernelSymbols kernel_symbols(const void* function);

}  // namespace prep::sim
