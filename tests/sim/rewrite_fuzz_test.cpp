// Mutated programs: the rewriter answers with text or with a RewriteError, never with a crash or a hang.
#include <string>
#include <vector>

#include "catch.h"
#include "mutation.h"
#include "sim/front/rewrite.h"

namespace {

const char* const kSample = R"text(# 1 "k.cu"
# 1 "/usr/include/stdio.h" 1 3 4
extern int printf(const char*, ...);
# 2 "k.cu" 2
__constant__ float coef[4] = {1, 2, 3, 4};
extern __shared__ __attribute__((aligned(16))) unsigned char raw[];
template <class T, int N> struct Op { __device__ T operator()(T x) const { return x * N; } };
template <typename T> __global__ __attribute__((used)) void map(T* p, Op<T, (2 > 1 ? 4 : 5)> f) {
  __shared__ T tile[16][17], *q;
  extern __shared__ float s[];
  auto g = [=] (int i) { return tile[i][0] + s[i]; };
#pragma unroll
  for (int i = 0; i < 16; ++i) tile[i][threadIdx.x] = f(p[i]);
  __syncthreads();
  asm volatile("" ::: "memory");
  p[threadIdx.x] = g(3) + (p[0] < p[1] ? 'x' : '\'') + 1'000;
}
namespace ns { struct S { static void run(float* d) { map<float><<<dim3(2, 2), 16, 4 * sizeof(float), 0>>>(d, {}); } }; }
int main() {
  void (*table[2])(float*) = {k, k};
  if (true) table[1]<<<1, (2 > 1 ? 32 : 64)>>>(nullptr);
  else ns::k<std::vector<std::vector<int>>><<<1,
      32>>>(R"x(<<< ))x", Op<float, 3>{}, [k] __device__ (int i) { return i << 2 >> 1; }, args...);
  cudaLaunchKernel((void*)map<float>, 1, 1, args, 0, 0);
  return 0;
}
)text";

std::string mutated(std::string text, Random& random) {
  static const std::vector<std::string> kWords{
      "<<<",     ">>>",         "<",           ">",        ">>",
      "(",       ")",           "{",           "}",        "[",
      "]",       ";",           ",",           "::",       "__shared__",
      "extern ", "__device__ ", "__global__ ", "\"",       "'",
      "R\"(",    "template <",  "operator",    "#",        "\n# 5 \"x\" 3\n",
      "/*",      "//",          "=",           "alignas(", "__attribute__((aligned(",
      "struct ", "asm(",        "->",          ".",        "0x",
      "\\",      "...",         "namespace ",  "class ",   "const "};
  for (std::size_t edits = 1 + random.below(6); edits > 0; --edits) {
    const std::size_t at = random.below(text.size() + 1), length = random.below(12);
    switch (random.below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kWords[random.below(kWords.size())]);
        break;
      case 2:
        text.insert(at, text.substr(random.below(text.size() + 1), random.below(60)));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
    }
    if (text.empty()) text = ";";
  }
  return text;
}

bool answers(const std::string& text) {
  fuzz_begins(text);
  try {
    prep::sim::rewrite(text, {prep::sim::RewriteOptions::SystemHeaders::rewrite});
    return !prep::sim::rewrite(text).empty();
  } catch (const prep::sim::RewriteError& e) {
    return e.what()[0] != '\0';
  }
}

}  // namespace

TEST_CASE("the sample itself is rewritten") {
  CHECK(prep::sim::rewrite(kSample).find("<<<dim3") == std::string::npos);
}

TEST_CASE("mutations of a program never crash or hang the rewriter") {
  Random random = fuzz_random(0x9e3779b97f4a7c15ull);
  std::size_t answered = 0;
  const std::size_t rounds = fuzz_rounds(4000);
  for (std::size_t i = 0; i < rounds; ++i) answered += answers(mutated(kSample, random)) ? 1u : 0u;
  CHECK(answered == rounds);
}

TEST_CASE("every beginning and every end of a program gets an answer") {
  const std::string sample = kSample;
  for (std::size_t n = 3; n + 3 < sample.size(); n += 3) {
    CHECK(answers(sample.substr(0, n)));
    CHECK(answers(sample.substr(n)));
  }
}
