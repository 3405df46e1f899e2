// How the sim's benchmark programs time one piece of work: the best of several runs, as "name wall_ms
// cpu_ms".
#pragma once
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

inline double wall_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// User and system time of all host threads.
inline double cpu_ms() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return 1e3 * static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-3 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

inline int runs_wanted(int otherwise) {
  const char* text = std::getenv("BENCH_RUNS");
  return text != nullptr ? std::atoi(text) : otherwise;
}

template <class F>
void time_it(const char* name, int runs, F work) {
  double wall = 1e18, cpu = 1e18;
  for (int i = 0; i < runs; ++i) {
    const double wall_before = wall_ms(), cpu_before = cpu_ms();
    work();
    const double w = wall_ms() - wall_before, c = cpu_ms() - cpu_before;
    if (w < wall) wall = w;
    if (c < cpu) cpu = c;
  }
  std::printf("%s %.4f %.4f\n", name, wall, cpu);
  std::fflush(stdout);
}
