// assert() in a kernel prints what CUDA prints and leaves cudaErrorAssert; on the host it aborts as ever.
// This definition takes the place of the C library's in every program that links the sim.
#include <prep/sim/index.h>

#include <cstdio>
#include <cstdlib>

#include "sim/engine/block.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/grid.h"

extern "C" [[noreturn]] void __assert_fail(const char* assertion, const char* file, unsigned line,
                                           const char* function) noexcept {
  if (prep_on_device()) {
    std::fprintf(stderr, "%s:%u: %s: block: [%u,%u,%u], thread: [%u,%u,%u] Assertion `%s` failed.\n", file,
                 line, function, blockIdx.x, blockIdx.y, blockIdx.z, threadIdx.x, threadIdx.y, threadIdx.z,
                 assertion);
    using namespace prep::sim;
    prep_settle_run();
    wait_for_earlier_blocks();
    if (!g_grid->aborted.load())
      report_assertion(*t_state.block, *t_state.fiber, assertion, file, static_cast<int>(line));
    prep_trap(cudaErrorAssert);
  }
  std::fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, assertion);
  std::abort();
}
