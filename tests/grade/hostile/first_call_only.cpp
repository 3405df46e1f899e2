// expect: wrong_answer
extern "C" void halve(const float* x, float* y, int n) {
  static int calls = 0;
  if (calls++ == 0)
    for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
