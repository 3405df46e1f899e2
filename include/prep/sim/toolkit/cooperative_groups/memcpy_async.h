#pragma once
#pragma GCC system_header
#include <prep/sim/cooperative_groups_memcpy.h>
