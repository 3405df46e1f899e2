// CUDA Toolkit name of the driver API.
#pragma once
#include <prep/sim/driver.h>
