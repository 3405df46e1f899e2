// Warp functions without _sync: no GPU since Volta has them, nvcc refuses them too. Each call is an error of
// the build that names the replacement.
#pragma once
#pragma GCC system_header

#define PREP_SIM_NO_WARP_FUNCTION(name, replacement)                                                   \
  template <class T, class... Arguments>                                                               \
  __attribute__((error(#name " is gone since sm_70: write " replacement " with the mask of the lanes " \
                             "that take part, 0xffffffff for a whole warp"))) T                        \
  name(T, Arguments...);
PREP_SIM_NO_WARP_FUNCTION(__shfl, "__shfl_sync(mask, value, lane)")
PREP_SIM_NO_WARP_FUNCTION(__shfl_up, "__shfl_up_sync(mask, value, delta)")
PREP_SIM_NO_WARP_FUNCTION(__shfl_down, "__shfl_down_sync(mask, value, delta)")
PREP_SIM_NO_WARP_FUNCTION(__shfl_xor, "__shfl_xor_sync(mask, value, lanes)")
PREP_SIM_NO_WARP_FUNCTION(__any, "__any_sync(mask, condition)")
PREP_SIM_NO_WARP_FUNCTION(__all, "__all_sync(mask, condition)")
PREP_SIM_NO_WARP_FUNCTION(__ballot, "__ballot_sync(mask, condition)")
#undef PREP_SIM_NO_WARP_FUNCTION
