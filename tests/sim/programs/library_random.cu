// expect: ok
// cuRAND: Philox's published numbers, moments of the distributions, the same numbers again for the same seed.
#include <curand.h>
#include <curand_kernel.h>

#include <cmath>
#include <cstdio>
#include <vector>

__global__ void words(unsigned* out) {
  curandStatePhilox4_32_10_t state;
  curand_init(0, 0, 0, &state);
  for (int i = 0; i < 4; ++i) out[i] = curand(&state);
  curand_init(0, 0, 3, &state);
  out[4] = curand(&state);
  out[5] = curand(&state);
  curand_init(0, 0, 0, &state);
  for (int i = 0; i < 4; ++i) curand(&state);
  out[6] = curand(&state);
}

template <class State>
__global__ void moments(State* states, float* uniform, float* normal, int per_thread) {
  const int i = threadIdx.x + blockIdx.x * blockDim.x;
  curand_init(1234ULL, i, 0, &states[i]);
  State local = states[i];
  float u = 0, z = 0;
  for (int j = 0; j < per_thread; ++j) {
    u += curand_uniform(&local);
    const float x = curand_normal(&local);
    z += x * x;
  }
  states[i] = local;
  uniform[i] = u / per_thread;
  normal[i] = z / per_thread;
}

template <class State>
bool good() {
  const int n = 256, per_thread = 64;
  State* states;
  float *uniform, *normal;
  cudaMalloc(&states, n * sizeof(State));
  cudaMallocManaged(&uniform, n * sizeof(float));
  cudaMallocManaged(&normal, n * sizeof(float));
  moments<<<2, n / 2>>>(states, uniform, normal, per_thread);
  cudaDeviceSynchronize();
  double u = 0, z = 0;
  for (int i = 0; i < n; ++i) {
    u += uniform[i] / n;
    z += normal[i] / n;
  }
  cudaFree(states);
  cudaFree(uniform);
  cudaFree(normal);
  return std::fabs(u - 0.5) < 0.01 && std::fabs(z - 1.0) < 0.05;
}

int main() {
  unsigned* w;
  cudaMallocManaged(&w, 7 * sizeof(unsigned));
  words<<<1, 1>>>(w);
  cudaDeviceSynchronize();
  // The test vector of the paper's authors for a zero counter and a zero key.
  std::printf("philox %s\n", w[0] == 0x6627e8d5u && w[1] == 0xe169c58du && w[2] == 0xbc57ac4cu && w[3] == 0x9b00dbd8u ? "right" : "wrong");
  std::printf("offset %s\n", w[4] == w[3] && w[5] == w[6] ? "right" : "wrong");
  std::printf("moments %d %d %d\n", good<curandStatePhilox4_32_10_t>(), good<curandState>(), good<curandStateMRG32k3a>());

  const size_t n = 10000;
  float *a, *b;
  cudaMalloc(&a, n * sizeof(float));
  cudaMalloc(&b, n * sizeof(float));
  curandGenerator_t generator;
  curandCreateGenerator(&generator, CURAND_RNG_PSEUDO_DEFAULT);
  curandSetPseudoRandomGeneratorSeed(generator, 7);
  curandGenerateNormal(generator, a, n, 3.0f, 2.0f);
  curandSetPseudoRandomGeneratorSeed(generator, 7);
  curandGenerateNormal(generator, b, n, 3.0f, 2.0f);
  std::vector<float> ha(n), hb(n);
  cudaMemcpy(ha.data(), a, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaMemcpy(hb.data(), b, n * sizeof(float), cudaMemcpyDeviceToHost);
  double sum = 0, squares = 0;
  for (const float x : ha) sum += x, squares += (x - 3.0) * (x - 3.0);
  std::printf("host %d %d %d\n", ha == hb, std::fabs(sum / n - 3.0) < 0.1, std::fabs(squares / n - 4.0) < 0.2);
  curandDestroyGenerator(generator);
  cudaFree(a);
  cudaFree(b);
  cudaFree(w);
}
