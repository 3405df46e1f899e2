// expect: wrong_answer
extern "C" void halve(const float*, float* y, int n) {
  for (int i = 0; i < n; ++i) y[i] = __builtin_nanf("");
}
