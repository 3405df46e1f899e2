// expect: lint line=5 word="on_device"
__device__ int on_device(int x) { return x + 1; }
__global__ void k(int* p) { *p = on_device(*p); }
int main() {
  return on_device(1);
}
