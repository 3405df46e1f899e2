// expect: passed|crashed
#include <cstdio>
#include <cstdlib>
// Right, but it also tries to write where the learner's record lies. JOURNAL is defined by the test.
extern "C" void halve(const float* x, float* y, int n) {
  if (FILE* file = std::fopen(JOURNAL, "w")) {
    std::fputs("gotcha", file);
    std::fclose(file);
  }
  std::remove(JOURNAL);
  for (int i = 0; i < n; ++i) y[i] = x[i] * 0.5f;
}
