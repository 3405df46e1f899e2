// expect: ok stdout="sorted 0 499 999\nsum 499500\nsaxpy 33\nscan 45\nmax 211\nzip 23\npairs 511 0\nkept 500\nkeys 3: 1=4 2=2 3=6\nhost 3 5\nplaces 2 0\n"
// Thrust's vectors, algorithms and made-up iterators, on the device and on the host.
#include <thrust/count.h>
#include <thrust/device_vector.h>
#include <thrust/execution_policy.h>
#include <thrust/extrema.h>
#include <thrust/functional.h>
#include <thrust/host_vector.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/reduce.h>
#include <thrust/remove.h>
#include <thrust/scan.h>
#include <thrust/sequence.h>
#include <thrust/sort.h>
#include <thrust/transform.h>

#include <cstdio>

struct Saxpy {
  float a;
  explicit Saxpy(float a_) : a(a_) {}
  __host__ __device__ float operator()(const float& x, const float& y) const { return a * x + y; }
};
struct Odd {
  __device__ bool operator()(int x) { return x % 2 != 0; }
};

__global__ void addOne(int* p, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) p[i] += 1;
}

int main() {
  thrust::host_vector<int> h(1000);
  for (int i = 0; i < 1000; ++i) h[i] = i * 7919 % 1000;
  thrust::device_vector<int> d = h;
  addOne<<<4, 256>>>(thrust::raw_pointer_cast(d.data()), 1000);
  thrust::transform(d.begin(), d.end(), d.begin(), thrust::negate<int>());
  using namespace thrust::placeholders;
  thrust::transform(d.begin(), d.end(), d.begin(), -_1 - 1);
  thrust::sort(d.begin(), d.end());
  std::printf("sorted %d %d %d\n", (int)d[0], (int)d[499], (int)d.back());
  std::printf("sum %d\n", thrust::reduce(d.begin(), d.end(), 0, thrust::plus<int>()));

  thrust::device_vector<float> x(100, 2.0f), y(100);
  thrust::sequence(y.begin(), y.end());
  thrust::transform(x.begin(), x.end(), y.begin(), y.begin(), Saxpy(3.0f));
  thrust::transform(y.begin(), y.end(), y.begin(), _1 * 2.0f + 1.0f);
  std::printf("saxpy %g\n", static_cast<float>(y[10]));
  thrust::device_vector<int> scanned(10);
  thrust::inclusive_scan(d.begin(), d.begin() + 10, scanned.begin());
  h = scanned;
  std::printf("scan %d\n", h[9]);
  std::printf("max %g\n", static_cast<float>(*thrust::max_element(y.begin(), y.end())));
  const auto zip = thrust::make_zip_iterator(thrust::make_tuple(x.begin(), y.begin()));
  thrust::for_each(zip, zip + 100, [] __device__(auto t) { thrust::get<0>(t) = thrust::get<1>(t); });
  std::printf("zip %g\n", static_cast<float>(x[5]));

  int* raw;
  cudaMalloc(&raw, 512 * sizeof(int));
  thrust::device_ptr<int> p(raw);
  thrust::sequence(thrust::device, raw, raw + 512);
  thrust::device_vector<int> places(512);
  thrust::sequence(places.begin(), places.end());
  thrust::sort_by_key(p, p + 512, places.begin(), thrust::greater<int>());
  std::printf("pairs %d %d\n", (int)p[0], (int)places[511]);
  std::printf("kept %d\n", static_cast<int>(thrust::remove_if(d.begin(), d.end(), Odd()) - d.begin()));

  const int keys[] = {1, 1, 2, 3, 3, 3}, ones[] = {2, 2, 2, 2, 2, 2};
  thrust::device_vector<int> k(keys, keys + 6), v(ones, ones + 6), ko(6), vo(6);
  const auto ends = thrust::reduce_by_key(k.begin(), k.end(), v.begin(), ko.begin(), vo.begin());
  std::printf("keys %d:", static_cast<int>(ends.first - ko.begin()));
  for (int i = 0; i < 3; ++i) std::printf(" %d=%d", (int)ko[i], (int)vo[i]);
  h = thrust::host_vector<int>{5, 3};
  thrust::sort(h.begin(), h.end());
  std::printf("\nhost %d %d\n", h[0], h[1]);
  thrust::device_vector<int> found(8);
  thrust::counting_iterator<int> count(0);
  const auto end = thrust::copy_if(count, count + 8, found.begin(), [] __device__(int i) { return i % 5 == 0; });
  std::printf("places %d %d\n", static_cast<int>(end - found.begin()), (int)found[0]);
  cudaFree(raw);
}
