// expect: passed
#include <cstdio>
#include <cstdlib>
// Right; it must not be able to open the kit's solution. SOLUTION is defined by the test.
extern "C" void halve(const float* x, float* y, int n) {
  if (FILE* file = std::fopen(SOLUTION, "r")) std::abort();
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
