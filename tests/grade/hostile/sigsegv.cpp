// expect: memory_error|crashed
extern "C" void halve(const float*, float*, int) { *reinterpret_cast<volatile int*>(16) = 1; }
