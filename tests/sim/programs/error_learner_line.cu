// expect: build_error line=5 word="undeclared_name"
__global__ void k(int* out) {
  __shared__ int tile[32];
  tile[threadIdx.x] = 1;
  out[0] = undeclared_name;
}
int main() {
  k<<<1, 32>>>(
      nullptr);
}
