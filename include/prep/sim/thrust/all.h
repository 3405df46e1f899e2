// Thrust in prep's own words: a small correct stand-in for what programs really use.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/algorithms.h>
#include <prep/sim/thrust/execution.h>
#include <prep/sim/thrust/orderings.h>
#include <prep/sim/thrust/random.h>
#include <prep/sim/thrust/reductions.h>
#include <prep/sim/thrust/vectors.h>

#define THRUST_VERSION 300000
#define THRUST_MAJOR_VERSION 3
#define THRUST_MINOR_VERSION 0
#define THRUST_SUBMINOR_VERSION 0
namespace thrust {
template <class T>
struct device_malloc_allocator {
  using value_type = T;
};
}  // namespace thrust
