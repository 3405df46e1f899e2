// expect: crashed|timed_out
#include <unistd.h>
extern "C" void halve(const float*, float*, int) {
  for (;;) ::fork();
}
