// expect: refused line=3 word="initial value"
__global__ void k(int* out) {
  __shared__ int total = 0;
  out[0] = total;
}
int main() { k<<<1, 1>>>(nullptr); }
