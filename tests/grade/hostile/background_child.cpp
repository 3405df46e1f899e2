// expect: crashed
#include <unistd.h>
// Right, but it leaves a process of its own session behind, which keeps every pipe open.
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
  if (::fork() == 0) { ::setsid(); for (;;) ::pause(); }
}
