// expect: wrong_answer
#include <map>
#include <vector>
extern "C" void halve(const float* x, float* y, int n) {
  static std::map<const float*, std::vector<float>> known;
  std::vector<float>& answer = known[x];
  if (answer.empty())
    for (int i = 0; i < n; ++i) answer.push_back(x[i] * 0.5f);
  for (int i = 0; i < n; ++i) y[i] = answer[static_cast<std::size_t>(i)];
}
