// NCCL's name.
#pragma once
#include <prep/sim/nccl.h>
