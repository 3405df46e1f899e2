// expect: ok
// cuBLAS against plain loops: column-major products with every transposition, strides, half inputs, scalars on
// the device, vectors with increments, a triangular solve; all of it queued on a stream of its own.
#include <cublas_v2.h>
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <cmath>
#include <cstdio>
#include <vector>

static int failures = 0;
static void check(const char* what, double got, double want, double tolerance) {
  if (!(std::fabs(got - want) <= tolerance * (1 + std::fabs(want)))) {
    std::printf("%s: %g instead of %g\n", what, got, want);
    ++failures;
  }
}
static float value(int i) { return static_cast<float>((i * 37 + 11) % 19 - 9) / 4.0f; }

template <class T>
T* upload(const std::vector<T>& v) {
  T* p = nullptr;
  cudaMalloc(&p, v.size() * sizeof(T));
  cudaMemcpy(p, v.data(), v.size() * sizeof(T), cudaMemcpyHostToDevice);
  return p;
}
template <class T>
std::vector<T> download(const T* p, size_t n) {
  std::vector<T> v(n);
  cudaMemcpy(v.data(), p, n * sizeof(T), cudaMemcpyDeviceToHost);
  return v;
}

static void products(cublasHandle_t handle, cudaStream_t stream) {
  const int m = 13, n = 10, k = 21;
  for (int transposed_a = 0; transposed_a < 2; ++transposed_a) {
    for (int transposed_b = 0; transposed_b < 2; ++transposed_b) {
      const int lda = (transposed_a ? k : m) + 2, ldb = (transposed_b ? n : k) + 1, ldc = m + 3;
      std::vector<float> a(lda * (transposed_a ? m : k)), b(ldb * (transposed_b ? k : n)), c(ldc * n);
      for (size_t i = 0; i < a.size(); ++i) a[i] = value(static_cast<int>(i));
      for (size_t i = 0; i < b.size(); ++i) b[i] = value(static_cast<int>(i) + 5);
      for (size_t i = 0; i < c.size(); ++i) c[i] = value(static_cast<int>(i) + 9);
      float *da = upload(a), *db = upload(b), *dc = upload(c);
      const float alpha = 1.5f, beta = -0.5f;
      cublasSgemm(handle, transposed_a ? CUBLAS_OP_T : CUBLAS_OP_N, transposed_b ? CUBLAS_OP_T : CUBLAS_OP_N, m, n, k,
                  &alpha, da, lda, db, ldb, &beta, dc, ldc);
      cudaStreamSynchronize(stream);
      const std::vector<float> got = download(dc, c.size());
      for (int j = 0; j < n; ++j)
        for (int i = 0; i < m; ++i) {
          double sum = 0;
          for (int l = 0; l < k; ++l)
            sum += double(transposed_a ? a[i * lda + l] : a[l * lda + i]) * double(transposed_b ? b[l * ldb + j] : b[j * ldb + l]);
          check("sgemm", got[j * ldc + i], 1.5 * sum - 0.5 * c[j * ldc + i], 1e-5);
        }
      check("outside C", got[m], c[m], 0);
      cudaFree(da);
      cudaFree(db);
      cudaFree(dc);
    }
  }
}

static void small_types(cublasHandle_t handle, cudaStream_t stream) {
  const int n = 16;
  std::vector<__half> a(n * n), b(n * n);
  std::vector<signed char> ai(n * n), bi(n * n);
  for (int i = 0; i < n * n; ++i) {
    a[i] = __float2half(value(i));
    b[i] = __float2half(value(i + 3));
    ai[i] = static_cast<signed char>(i % 11 - 5);
    bi[i] = static_cast<signed char>(i % 7 - 3);
  }
  __half *da = upload(a), *db = upload(b);
  float* dc = upload(std::vector<float>(n * n));
  const float one = 1, zero = 0;
  cublasGemmEx(handle, CUBLAS_OP_N, CUBLAS_OP_N, n, n, n, &one, da, CUDA_R_16F, n, db, CUDA_R_16F, n, &zero, dc, CUDA_R_32F,
               n, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT);
  signed char *dai = upload(ai), *dbi = upload(bi);
  int* dci = upload(std::vector<int>(n * n));
  const int one_i = 1, zero_i = 0;
  cublasGemmEx(handle, CUBLAS_OP_N, CUBLAS_OP_N, n, n, n, &one_i, dai, CUDA_R_8I, n, dbi, CUDA_R_8I, n, &zero_i, dci,
               CUDA_R_32I, n, CUBLAS_COMPUTE_32I, CUBLAS_GEMM_DEFAULT);
  cudaStreamSynchronize(stream);
  const std::vector<float> c = download(dc, n * n);
  const std::vector<int> ci = download(dci, n * n);
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) {
      double sum = 0;
      int sum_i = 0;
      for (int l = 0; l < n; ++l) {
        sum += double(__half2float(a[l * n + i])) * double(__half2float(b[j * n + l]));
        sum_i += ai[l * n + i] * bi[j * n + l];
      }
      check("half", c[j * n + i], sum, 1e-5);
      check("int8", ci[j * n + i], sum_i, 0);
    }
  for (void* p : {(void*)da, (void*)db, (void*)dc, (void*)dai, (void*)dbi, (void*)dci}) cudaFree(p);
}

static void vectors(cublasHandle_t handle) {
  const int n = 100;
  std::vector<double> x(2 * n), y(n);
  for (int i = 0; i < 2 * n; ++i) x[i] = value(i);
  for (int i = 0; i < n; ++i) y[i] = value(i + 7);
  double *dx = upload(x), *dy = upload(y), *dresult = nullptr, dot = 0, want = 0, norm = 0;
  cudaMalloc(&dresult, sizeof(double));
  const double two = 2;
  cublasDaxpy(handle, n, &two, dx, 2, dy, 1);
  cublasDdot(handle, n, dx, 2, dy, 1, &dot);
  for (int i = 0; i < n; ++i) want += x[2 * i] * (y[i] + 2 * x[2 * i]);
  check("dot", dot, want, 1e-12);
  cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_DEVICE);
  cublasDnrm2(handle, n, dy, 1, dresult);
  cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_HOST);
  cublasDnrm2(handle, n, dy, 1, &norm);
  check("norm on the device", download(dresult, 1)[0], norm, 1e-15);
  int place = 0;
  cublasIdamax(handle, n, dx, 2, &place);
  for (int i = 0; i < n; ++i)
    if (std::fabs(x[2 * i]) > std::fabs(x[2 * (place - 1)])) check("amax", place, i + 1, 0);
  cudaFree(dx);
  cudaFree(dy);
  cudaFree(dresult);
}

static void solve(cublasHandle_t handle) {
  const int n = 5;
  std::vector<float> a(n * n), b(n);
  for (int j = 0; j < n; ++j)
    for (int i = j; i < n; ++i) a[j * n + i] = i == j ? 4.0f : value(i + j);
  for (int i = 0; i < n; ++i) b[i] = value(i);
  float *da = upload(a), *db = upload(b);
  const float one = 1, zero = 0;
  cublasStrsm(handle, CUBLAS_SIDE_LEFT, CUBLAS_FILL_MODE_LOWER, CUBLAS_OP_N, CUBLAS_DIAG_NON_UNIT, n, 1, &one, da, n, db, n);
  float* dr = upload(std::vector<float>(n));
  cublasSgemv(handle, CUBLAS_OP_N, n, n, &one, da, n, db, 1, &zero, dr, 1);
  cudaDeviceSynchronize();
  const std::vector<float> r = download(dr, n);
  for (int i = 0; i < n; ++i) check("solve", r[i], b[i], 1e-5);
  check("bad leading dimension",
        cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, 4, 4, 4, &one, da, 2, da, 4, &zero, da, 4), CUBLAS_STATUS_INVALID_VALUE, 0);
  cudaFree(da);
  cudaFree(db);
  cudaFree(dr);
}

int main() {
  cublasHandle_t handle;
  cudaStream_t stream;
  cublasCreate(&handle);
  cudaStreamCreate(&stream);
  cublasSetStream(handle, stream);
  products(handle, stream);
  small_types(handle, stream);
  vectors(handle);
  solve(handle);
  cublasDestroy(handle);
  cudaStreamDestroy(stream);
  std::printf("%d failures\n", failures);
  return failures != 0;
}
