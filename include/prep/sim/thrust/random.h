// Thrust's random engines and distributions: the standard library's. The engines give Thrust's numbers; the
// distributions cut them in the standard library's way.
#pragma once
#pragma GCC system_header
#include <random>

namespace thrust {
using minstd_rand0 = std::minstd_rand0;
using minstd_rand = std::minstd_rand;
using default_random_engine = std::minstd_rand;
using std::normal_distribution;
using std::uniform_int_distribution;
using std::uniform_real_distribution;
namespace random {
using thrust::default_random_engine;
using thrust::minstd_rand;
using thrust::minstd_rand0;
using thrust::normal_distribution;
using thrust::uniform_int_distribution;
using thrust::uniform_real_distribution;
}  // namespace random
}  // namespace thrust
