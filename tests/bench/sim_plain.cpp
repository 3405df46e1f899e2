// The maths of sim_kernels.cu as plain loops on one thread, by the same names.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim_timing.h"

namespace {

// Separate functions, as kernels are: no loop may know its neighbour's data.
#define PLAIN [[gnu::noinline]] void

PLAIN vector_add(const float* x, const float* y, float* z, int n) {
  for (int i = 0; i < n; ++i) z[i] = x[i] + y[i];
}

PLAIN saxpy(const float* x, float* y, float a, int n) {
  for (int i = 0; i < n; ++i) y[i] = a * x[i] + y[i];
}

PLAIN matmul(const float* a, const float* b, float* c, int n) {
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      float sum = 0;
      for (int k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
      c[row * n + column] = sum;
    }
  }
}

PLAIN reduce(const float* x, float* out, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i];
  *out += sum;
}

PLAIN transpose(const float* in, float* out, int n) {
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) out[x * n + y] = in[y * n + x];
  }
}

PLAIN histogram(const int* x, int* bins, int n) {
  for (int i = 0; i < n; ++i) ++bins[x[i] & 255];
}

PLAIN softmax(const float* x, float* y, int rows, int columns) {
  for (int r = 0; r < rows; ++r, x += columns, y += columns) {
    float most = -1e30f, sum = 0;
    for (int i = 0; i < columns; ++i) most = std::max(most, x[i]);
    for (int i = 0; i < columns; ++i) sum += std::exp(x[i] - most);
    for (int i = 0; i < columns; ++i) y[i] = std::exp(x[i] - most) / sum;
  }
}

PLAIN scan(const float* x, float* y, int n) {
  float sum = 0;
  for (int i = 0; i < n; ++i) y[i] = sum = (i % 256 == 0 ? 0.0f : sum) + x[i];
}

}  // namespace

int main() {
  const int n = 1 << 20, m = 256;
  const int runs = runs_wanted(3);
  std::vector<float> x(n), y(n), z(n), a(m * m, 1.0f), b(m * m, 2.0f), c(m * m);
  std::vector<int> numbers(n), bins(256);
  for (int i = 0; i < n; ++i) {
    x[static_cast<std::size_t>(i)] = static_cast<float>(i % 4);
    numbers[static_cast<std::size_t>(i)] =
        static_cast<int>(static_cast<unsigned>(i) * 2654435761u >> 7 & 255);
  }
  float sum = 0;
  time_it("vector_add", runs, [&] { vector_add(x.data(), y.data(), z.data(), n); });
  time_it("saxpy", runs, [&] { saxpy(x.data(), y.data(), 2.0f, n); });
  time_it("saxpy_strided", runs, [&] { saxpy(x.data(), y.data(), 2.0f, n); });
  time_it("matmul_naive", runs, [&] { matmul(a.data(), b.data(), c.data(), m); });
  time_it("matmul_16", runs, [&] { matmul(a.data(), b.data(), c.data(), m); });
  time_it("matmul_32", runs, [&] { matmul(a.data(), b.data(), c.data(), m); });
  time_it("reduce_shuffle", runs, [&] { reduce(x.data(), &sum, n); });
  time_it("reduce_tree", runs, [&] { reduce(x.data(), &sum, n); });
  time_it("transpose", runs, [&] { transpose(x.data(), z.data(), 1024); });
  time_it("histogram", runs, [&] { histogram(numbers.data(), bins.data(), n); });
  time_it("softmax", runs, [&] { softmax(x.data(), z.data(), 1024, 1024); });
  time_it("scan", runs, [&] { scan(x.data(), z.data(), n); });
}
