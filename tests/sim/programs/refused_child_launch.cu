// expect: refused line=4 word="dynamic parallelism"
__global__ void child() {}
__global__ void parent() {
  child<<<1, 1>>>();
}
int main() { parent<<<1, 1>>>(); }
