// expect: memory_error line=22
// A linked list whose nodes were made on the host is walked by a kernel.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

struct Node {
  int value;
  Node* next;
};
__global__ void sum(const Node* head, int* out) {
  int s = 0;
  for (const Node* n = head; n != nullptr; n = n->next) s += n->value;
  *out = s;
}
int main() {
  Node* head = nullptr;
  int* o;
  CHECK(cudaMallocManaged(&o, 4));
  for (int i = 0; i < 4; i++) {
    Node* n;
    n = new Node;
    n->value = i;
    n->next = head;
    head = n;
  }
  sum<<<1, 1>>>(head, o);
  CHECK(cudaDeviceSynchronize());
  printf("%d\n", *o);
}
