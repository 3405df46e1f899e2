// memcpy and kin under names of our own, ahead of <string.h>: a call in a kernel must reach the load/store
// hooks, which -fsanitize=thread leaves to a runtime that is not linked here. In fast builds and host code
// they are the C library's.
#pragma once
#pragma GCC system_header
#include <stddef.h>

extern "C" {
void* memcpy(void* __restrict to, const void* __restrict from, size_t bytes) noexcept __asm__("prep_memcpy");
void* memmove(void* to, const void* from, size_t bytes) noexcept __asm__("prep_memmove");
void* memset(void* to, int value, size_t bytes) noexcept __asm__("prep_memset");
}

// Clang's own calls for struct copies do not follow the labels: the assembler renames them.
#if defined(__clang__) && !defined(PREP_SIM_LINT)
__asm__(".set memcpy, prep_memcpy\n.set memmove, prep_memmove\n.set memset, prep_memset\n");
#endif
