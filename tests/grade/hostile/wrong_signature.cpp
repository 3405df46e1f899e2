// expect: build_failed
extern "C" void halve(const float* x, float* y, long n) {
  for (long i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
