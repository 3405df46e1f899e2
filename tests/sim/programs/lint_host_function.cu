// expect: lint line=3 word="helper"
int helper(int x) { return x + 1; }
__global__ void k(int* p) { *p = helper(*p); }
int main() {
  int* p;
  cudaMalloc(&p, sizeof(int));
  k<<<1, 1>>>(p);
}
