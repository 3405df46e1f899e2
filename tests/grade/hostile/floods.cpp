// expect: output_limit
#include <cstdio>
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i < 20 << 20; ++i) std::putchar('x');
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
