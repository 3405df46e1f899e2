// expect: crashed
static int deep(volatile int* p) {
  volatile int here[1000];
  here[0] = *p;
  return deep(here) + here[0];
}
extern "C" void halve(const float*, float* y, int n) {
  int start = n;
  y[0] = static_cast<float>(deep(&start));
}
