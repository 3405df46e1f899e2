// expect: refused line=3 word="cluster"
// Clusters of several blocks share memory between blocks: not simulated.
__global__ void __cluster_dims__(2, 1, 1) pair(int* out) { out[blockIdx.x] = 1; }
int main() { pair<<<2, 32>>>(nullptr); }
