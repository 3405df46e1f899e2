// NCCL's name.
#pragma once
#include <prep/sim/cuda.h>
#include <prep/sim/nccl.h>
