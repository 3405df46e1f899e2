// expect: wrong_answer
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i + 1 < n; ++i) y[i] = x[i] * 0.5f;
}
