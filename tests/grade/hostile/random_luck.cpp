// expect: nondeterministic|wrong_answer
extern "C" void halve(const float* x, float* y, int n) {
  static int calls = 0;
  ++calls;
  for (int i = 0; i < n; ++i) y[i] = x[i] * (calls == 3 ? 0.25f : 0.5f);
}
