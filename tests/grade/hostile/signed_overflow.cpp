// expect: undefined_behavior
extern "C" void halve(const float* x, float* y, int n) {
  volatile int big = 2147483647;
  big = big + n;
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
