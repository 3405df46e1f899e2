// cuRAND's host API over Philox4x32-10: word i of a generator is a function of its seed and i alone.
#include <prep/sim/curand.h>
#include <prep/sim/philox.h>
#include <prep/sim/runtime_streams.h>

#include <cmath>
#include <cstdint>

#include "sim/library/submit.h"

struct prep_sim_generator {
  enum class Side { device, host } side = Side::device;
  cudaStream_t stream = nullptr;
  std::uint64_t seed = 0, next = 0;  // next: words given out so far
};

namespace prep::sim {
namespace {

// A place in a generator's stream of words.
class Words {
 public:
  Words(std::uint64_t seed, std::uint64_t at) : seed_(seed), at_(at) {}
  std::uint32_t operator()() {
    if (at_ % 4 == 0 || !loaded_) load();
    return block_.w[at_++ % 4];
  }
  double unit() {  // (0, 1]
    const std::uint64_t low = (*this)(), high = (*this)();
    return static_cast<double>(low ^ high << 21) * 0x1p-53 + 0x1p-54;
  }

 private:
  void load() {
    const std::uint64_t block = at_ / 4;
    block_ = philox({{static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), 0, 0}},
                    static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32));
    loaded_ = true;
  }
  std::uint64_t seed_, at_;
  PhiloxWords block_{};
  bool loaded_ = false;
};

bool pseudo_random(curandRngType_t type) { return type >= CURAND_RNG_PSEUDO_DEFAULT && type < CURAND_RNG_QUASI_DEFAULT; }

curandStatus_t create(curandGenerator_t* generator, curandRngType_t type, prep_sim_generator::Side side) {
  if (generator == nullptr || !pseudo_random(type)) return CURAND_STATUS_TYPE_ERROR;
  *generator = new prep_sim_generator;
  (*generator)->side = side;
  return CURAND_STATUS_SUCCESS;
}

// `fill` writes all n values from the words that the generator has at this call.
template <class T, class Fill>
curandStatus_t generate(curandGenerator_t g, const char* function, const void* caller, T* out, std::size_t n,
                        std::uint64_t words, Fill fill) {
  if (g == nullptr) return CURAND_STATUS_NOT_INITIALIZED;
  const Words from(g->seed, g->next);
  g->next += words;
  if (g->side == prep_sim_generator::Side::host) {
    fill(from, out, n);
    return CURAND_STATUS_SUCCESS;
  }
  if (!reachable(function, {"output", out, n * sizeof(T)}, caller)) return CURAND_STATUS_SUCCESS;
  const cudaError_t error = submit(g->stream, [=] {
    fill(from, out, n);
    filled(out, n * sizeof(T));
  });
  return error == cudaSuccess ? CURAND_STATUS_SUCCESS : CURAND_STATUS_LAUNCH_FAILURE;
}

enum class Scale { plain, exponential };
template <class T>
curandStatus_t normals(curandGenerator_t g, const char* function, const void* caller, T* out, std::size_t n, T mean,
                       T deviation, Scale scale) {
  if (n % 2 != 0) return CURAND_STATUS_LENGTH_NOT_MULTIPLE;  // they come in pairs, as on a GPU
  return generate(g, function, caller, out, n, 2 * n, [=](Words words, T* to, std::size_t count) {
    for (std::size_t i = 0; i < count; i += 2) {
      const double radius = std::sqrt(-2.0 * std::log(words.unit())), angle = words.unit() * 6.283185307179586;
      for (const double z : {radius * std::sin(angle), radius * std::cos(angle)}) {
        const double x = static_cast<double>(mean) + static_cast<double>(deviation) * z;
        *to++ = static_cast<T>(scale == Scale::plain ? x : std::exp(x));
      }
    }
  });
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;
#define PREP_SIM_CALLER __builtin_return_address(0)

extern "C" {

curandStatus_t curandCreateGenerator(curandGenerator_t* generator, curandRngType_t type) {
  return create(generator, type, prep_sim_generator::Side::device);
}
curandStatus_t curandCreateGeneratorHost(curandGenerator_t* generator, curandRngType_t type) {
  return create(generator, type, prep_sim_generator::Side::host);
}
curandStatus_t curandDestroyGenerator(curandGenerator_t generator) {
  if (generator == nullptr) return CURAND_STATUS_NOT_INITIALIZED;
  delete generator;
  return CURAND_STATUS_SUCCESS;
}
curandStatus_t curandSetStream(curandGenerator_t generator, cudaStream_t stream) {
  if (generator == nullptr) return CURAND_STATUS_NOT_INITIALIZED;
  generator->stream = stream;
  return CURAND_STATUS_SUCCESS;
}
curandStatus_t curandSetPseudoRandomGeneratorSeed(curandGenerator_t generator, unsigned long long seed) {
  if (generator == nullptr) return CURAND_STATUS_NOT_INITIALIZED;
  generator->seed = seed;
  generator->next = 0;
  return CURAND_STATUS_SUCCESS;
}
curandStatus_t curandSetGeneratorOffset(curandGenerator_t generator, unsigned long long offset) {
  if (generator == nullptr) return CURAND_STATUS_NOT_INITIALIZED;
  generator->next = offset;
  return CURAND_STATUS_SUCCESS;
}
curandStatus_t curandSetGeneratorOrdering(curandGenerator_t generator, curandOrdering_t) {
  return generator == nullptr ? CURAND_STATUS_NOT_INITIALIZED : CURAND_STATUS_SUCCESS;
}
curandStatus_t curandSetQuasiRandomGeneratorDimensions(curandGenerator_t, unsigned) { return CURAND_STATUS_TYPE_ERROR; }
curandStatus_t curandGetVersion(int* version) {
  if (version == nullptr) return CURAND_STATUS_OUT_OF_RANGE;
  *version = CURAND_VERSION;
  return CURAND_STATUS_SUCCESS;
}
curandStatus_t curandGenerateSeeds(curandGenerator_t generator) {
  return generator == nullptr ? CURAND_STATUS_NOT_INITIALIZED : CURAND_STATUS_SUCCESS;
}

curandStatus_t curandGenerate(curandGenerator_t g, unsigned* out, size_t n) {
  return generate(g, "curandGenerate", PREP_SIM_CALLER, out, n, n, [](Words words, unsigned* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) to[i] = words();
  });
}
curandStatus_t curandGenerateLongLong(curandGenerator_t g, unsigned long long* out, size_t n) {
  return generate(g, "curandGenerateLongLong", PREP_SIM_CALLER, out, n, 2 * n,
                  [](Words words, unsigned long long* to, std::size_t count) {
                    for (std::size_t i = 0; i < count; ++i) {
                      const unsigned long long low = words();
                      to[i] = low | static_cast<unsigned long long>(words()) << 32;
                    }
                  });
}
curandStatus_t curandGenerateUniform(curandGenerator_t g, float* out, size_t n) {
  return generate(g, "curandGenerateUniform", PREP_SIM_CALLER, out, n, n, [](Words words, float* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<float>(words()) * 0x1p-32f + 0x1p-33f;
  });
}
curandStatus_t curandGenerateUniformDouble(curandGenerator_t g, double* out, size_t n) {
  return generate(g, "curandGenerateUniformDouble", PREP_SIM_CALLER, out, n, 2 * n,
                  [](Words words, double* to, std::size_t count) {
                    for (std::size_t i = 0; i < count; ++i) to[i] = words.unit();
                  });
}
curandStatus_t curandGenerateNormal(curandGenerator_t g, float* out, size_t n, float mean, float deviation) {
  return normals(g, "curandGenerateNormal", PREP_SIM_CALLER, out, n, mean, deviation, Scale::plain);
}
curandStatus_t curandGenerateNormalDouble(curandGenerator_t g, double* out, size_t n, double mean, double deviation) {
  return normals(g, "curandGenerateNormalDouble", PREP_SIM_CALLER, out, n, mean, deviation, Scale::plain);
}
curandStatus_t curandGenerateLogNormal(curandGenerator_t g, float* out, size_t n, float mean, float deviation) {
  return normals(g, "curandGenerateLogNormal", PREP_SIM_CALLER, out, n, mean, deviation, Scale::exponential);
}
curandStatus_t curandGenerateLogNormalDouble(curandGenerator_t g, double* out, size_t n, double mean, double deviation) {
  return normals(g, "curandGenerateLogNormalDouble", PREP_SIM_CALLER, out, n, mean, deviation, Scale::exponential);
}
curandStatus_t curandGeneratePoisson(curandGenerator_t g, unsigned* out, size_t n, double lambda) {
  if (!(lambda > 0)) return CURAND_STATUS_OUT_OF_RANGE;
  // Each value has its own far part of the stream: how many words it takes depends on the words.
  const auto room = static_cast<std::uint64_t>(16 * (lambda + 16));
  const std::uint64_t seed = g != nullptr ? g->seed : 0, first = g != nullptr ? g->next : 0;
  return generate(g, "curandGeneratePoisson", PREP_SIM_CALLER, out, n, n * room,
                  [=](Words, unsigned* to, std::size_t count) {
                    for (std::size_t i = 0; i < count; ++i) {
                      Words own(seed, first + i * room);
                      unsigned events = 0;
                      for (double waited = -std::log(own.unit()); waited < lambda; ++events) waited -= std::log(own.unit());
                      to[i] = events;
                    }
                  });
}
}
