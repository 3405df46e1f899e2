// What the rewriter adds after a `__device__`, `__constant__` or `__managed__` variable: its name for the
// reports.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/keywords.h>

namespace prep::sim {
template <class T>
PREP_SIM_API int register_variable(const char* name, const T& variable, prep_variable_space space) {
  return prep_register_variable(name, const_cast<const void*>(static_cast<const volatile void*>(&variable)),
                                sizeof variable, space);
}
}  // namespace prep::sim
