// switch_stack(save, target) and initial_frame(top, entry) for this machine.
#pragma once
#if defined(__x86_64__)
#include "sim/engine/switch_x86_64.h"
#elif defined(__aarch64__)
#include "sim/engine/switch_aarch64.h"
#else
#error "prep's sim needs x86-64 or AArch64"
#endif
