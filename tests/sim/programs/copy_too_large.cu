// expect: memory_error line=6
int main() {
  float host[16] = {};
  float* d;
  cudaMalloc(&d, 8 * sizeof(float));
  cudaMemcpy(d, host, 16 * sizeof(float), cudaMemcpyHostToDevice);
}
