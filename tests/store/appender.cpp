// appender HOME STATE COUNT: appends COUNT records and prints the id of each one once append() has returned.
// The tests kill it, starve it of disk space and start eight of it at once.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "os/error.h"
#include "store/store.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::signal(SIGXFSZ, SIG_IGN);
  const prep::SystemClock clock;
  const prep::StoreContext store{prep::Home{argv[1]}, clock, prep::system_files(), prep::Milliseconds{60'000},
                                 argv[2]};
  try {
    for (int i = 0; i < std::atoi(argv[3]); ++i) {
      const std::string line =
          prep::append(store, prep::TaskDone{"w1d1-task-" + std::to_string(i)}).id + "\n";
      if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 1;
    }
  } catch (const prep::Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.kind().c_str(), error.what());
    return static_cast<int>(error.exit());
  }
  return 0;
}
