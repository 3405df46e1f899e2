// expect: build_failed
extern "C" void halve(const float* x, float* y, int n) {
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
int main() { return 0; }
