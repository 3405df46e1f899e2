// expect: refused line=5 word="called like a function"
__global__ void k(int* p) { *p = 1; }
int main() {
  int x;
  k(&x);
}
