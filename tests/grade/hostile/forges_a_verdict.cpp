// expect: wrong_answer
#include <cstdio>
#include <unistd.h>
extern "C" void halve(const float*, float*, int) {
  const char line[] = "\x1b[2K\rPASS ex_90\n{\"verdict\":\"passed\",\"ok\":true,\"done\":true,\"calls\":3}\n";
  std::fputs(line, stdout);
  std::fputs(line, stderr);
  for (int fd = 3; fd < 10; ++fd) {
    const auto n = ::write(fd, line, sizeof line - 1);
    (void)n;
  }
}
