// Ctrl-C and a killed prep: the child's tree goes as well. A forked copy of the test plays prep.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process_fixture.h"

using namespace prep;
using prep_test::child;
using prep_test::nothing_left;

namespace {

// Forks a prep that runs a sleeping child and says so; it is then sent `signal`. Returns its wait status.
int end_prep_with(int signal, void (*prepare)()) {
  // What prep leaves behind falls to us, where nothing_left() sees it.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t prep_process = fork();
  if (prep_process == 0) {
    prepare();
    Child first = Child::start(child({"sleep"}));
    ProcessSpec confined = child({"sleep"});
    confined.confinement.confined = true;
    Child second = Child::start(confined);
    (void)!write(ready[1], "r", 1);
    first.finish();
    _exit(0);
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  close(ready[0]);
  close(ready[1]);
  kill(prep_process, signal);
  int status = 0;
  waitpid(prep_process, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a signal ends prep by that signal, after its children") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  const int status = end_prep_with(signal, [] { install_signal_handlers(); });
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == signal);
  CHECK(nothing_left());
}

TEST_CASE("a killed prep takes its children along") {
  const int status = end_prep_with(SIGKILL, [] {});
  CHECK(WTERMSIG(status) == SIGKILL);
  // The keepers notice by themselves, in a moment; they are our children now.
  while (waitpid(-1, nullptr, 0) > 0) continue;
  CHECK(nothing_left());
}
