#pragma once
#pragma GCC system_header
#include <prep/sim/cooperative_groups_reduce.h>
#include <prep/sim/cooperative_groups_scan.h>
