// Measures this CPU for prep calibrate: bandwidth and multiply-adds of one core and of all that this process
// may use. usage: cpu [--lines]
#include <unistd.h>

#include <memory>
#include <vector>

#include "calibrate/cpu_fma.h"
#include "calibrate/cpu_stream.h"
#include "calibrate/cpu_team.h"
#include "calibrate/say.h"

namespace {

// 0 where the C library does not know.
std::size_t last_cache_bytes() {
  for (const int level : {_SC_LEVEL4_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE, _SC_LEVEL2_CACHE_SIZE}) {
    if (const long bytes = sysconf(level); bytes > 0) return static_cast<std::size_t>(bytes);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace prep_calibrate;
  read_arguments(argc, argv);
  const std::vector<int> cores = allowed_cores(), one{cores.back()};
  const std::size_t cache = last_cache_bytes(), bytes = array_bytes(cache);
  say_fact("cores", static_cast<double>(cores.size()));
  say_fact("cache_bytes", static_cast<double>(cache));
  say_fact("array_bytes", static_cast<double>(bytes));
  measure_fma(one, "core_fma_gflops");
  Stream(one, bytes, 0.25).measure("core_");
  measure_fma(cores, "all_fma_gflops");
  Stream(cores, bytes, 0.25).measure("all_");
  say_end();
  return 0;
}
