// cuRAND's host API on the CPU. Every generator is deterministic by its seed and well distributed, and its
// sequence is NOT NVIDIA's: all pseudo-random generators draw from Philox4x32-10 here. A CURAND generator
// fills device memory in stream order; a host generator fills host memory at once. Quasi-random generators are
// refused (CURAND_STATUS_TYPE_ERROR).
#pragma once
#pragma GCC system_header
#define CURAND_H_  // samples' helper headers ask for it
#include <prep/sim/abi.h>
#include <prep/sim/curand_types.h>

#define CURAND_VERSION 10400
#define CURANDAPI
typedef struct prep_sim_generator* curandGenerator_t;

extern "C" {
curandStatus_t curandCreateGenerator(curandGenerator_t* generator, curandRngType_t type);
curandStatus_t curandCreateGeneratorHost(curandGenerator_t* generator, curandRngType_t type);
curandStatus_t curandDestroyGenerator(curandGenerator_t generator);
curandStatus_t curandSetStream(curandGenerator_t generator, cudaStream_t stream);
curandStatus_t curandSetPseudoRandomGeneratorSeed(curandGenerator_t generator, unsigned long long seed);
curandStatus_t curandSetGeneratorOffset(curandGenerator_t generator, unsigned long long offset);
curandStatus_t curandSetGeneratorOrdering(curandGenerator_t generator, curandOrdering_t order);
curandStatus_t curandSetQuasiRandomGeneratorDimensions(curandGenerator_t generator, unsigned dimensions);
curandStatus_t curandGetVersion(int* version);
curandStatus_t curandGenerateSeeds(curandGenerator_t generator);

curandStatus_t curandGenerate(curandGenerator_t, unsigned* out, size_t n);
curandStatus_t curandGenerateLongLong(curandGenerator_t, unsigned long long* out, size_t n);
curandStatus_t curandGenerateUniform(curandGenerator_t, float* out, size_t n);
curandStatus_t curandGenerateUniformDouble(curandGenerator_t, double* out, size_t n);
curandStatus_t curandGenerateNormal(curandGenerator_t, float* out, size_t n, float mean, float deviation);
curandStatus_t curandGenerateNormalDouble(curandGenerator_t, double* out, size_t n, double mean, double deviation);
curandStatus_t curandGenerateLogNormal(curandGenerator_t, float* out, size_t n, float mean, float deviation);
curandStatus_t curandGenerateLogNormalDouble(curandGenerator_t, double* out, size_t n, double mean,
                                             double deviation);
curandStatus_t curandGeneratePoisson(curandGenerator_t, unsigned* out, size_t n, double lambda);
}
