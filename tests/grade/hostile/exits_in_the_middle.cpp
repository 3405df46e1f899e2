// expect: crashed
#include <unistd.h>
extern "C" void halve(const float*, float*, int) { ::_exit(0); }
