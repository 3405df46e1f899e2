// With several devices each has its own copy of every __device__ and __constant__ variable. There is one
// place for all: what a device left there is put away when another device's work comes.
#pragma once

namespace prep::sim {

// The variables' places hold `device`'s values from here on. Cheap with one device.
void activate_variables(int device);

}  // namespace prep::sim
