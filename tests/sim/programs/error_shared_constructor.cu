// expect: build_error line=7 word="__shared__ variable cannot have a constructor"
struct Point {
  int x;
  __device__ Point() : x(1) {}
};
__global__ void k(int* out) {
  __shared__ Point p;
  out[0] = p.x;
}
int main() { k<<<1, 1>>>(nullptr); }
