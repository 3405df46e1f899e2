// expect: crashed
#include <unistd.h>
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
  for (int fd = 0; fd < 64; ++fd) ::close(fd);
}
