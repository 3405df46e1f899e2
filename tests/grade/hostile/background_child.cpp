// expect: passed|crashed
#include <unistd.h>
// Right; fork is refused where seccomp holds. elsewhere the process left behind is a crash.
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
  if (::fork() == 0) {
    ::setsid();
    for (;;) ::pause();
  }
}
