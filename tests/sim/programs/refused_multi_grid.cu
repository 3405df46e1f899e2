// expect: build_error line=5 word="multi_grid"
// Groups over several devices went with CUDA 13.
#include <cooperative_groups.h>
__global__ void meet() {
  auto all = cooperative_groups::this_multi_grid();
  all.sync();
}
int main() { meet<<<1, 32>>>(); }
