// expect: ok stdout="12 4\n"
// Objects with virtual functions made in shared memory: their table pointers are written by the constructor.
// A cuda::atomic in shared memory is first stored to, then counted up.
#include <cuda/atomic>

#include <cstdio>
#include <new>
struct Shape {
  __device__ virtual float area() const = 0;
  __device__ virtual ~Shape() {}
};
struct Circle : Shape {
  float r;
  __device__ explicit Circle(float radius) : r(radius) {}
  __device__ float area() const override { return 3.0f * r * r; }
};
__global__ void areas(float* out) {
  __shared__ alignas(Circle) char memory[sizeof(Circle)];
  __shared__ cuda::atomic<int, cuda::thread_scope_block> count;
  if (threadIdx.x == 0) {
    Shape* const shape = new (memory) Circle(2.f);
    out[0] = shape->area();
    shape->~Shape();
    count.store(0, cuda::std::memory_order_relaxed);
  }
  __syncthreads();
  count.fetch_add(1, cuda::std::memory_order_relaxed);
  __syncthreads();
  if (threadIdx.x == 0) out[1] = static_cast<float>(count.load());
}
int main() {
  float *out, got[2];
  cudaMalloc(&out, sizeof got);
  areas<<<1, 4>>>(out);
  cudaMemcpy(got, out, sizeof got, cudaMemcpyDeviceToHost);
  printf("%g %g\n", got[0], got[1]);
  cudaFree(out);
}
