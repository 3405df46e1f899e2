#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "process_fixture.h"

using namespace prep;
using prep_test::child;
using prep_test::nothing_left;

TEST_CASE("a program's status and output come back") {
  const ProcessResult ok = run_process(child({"ok"}));
  CHECK(ok.ok());
  CHECK(ok.out == "hello\n");
  CHECK(ok.err.empty());
  CHECK(ok.killed_descendants == 0);

  const ProcessResult three = run_process(child({"exit", "3"}));
  CHECK(three.ending == Ending::exited);
  CHECK(three.status == 3);
  CHECK_FALSE(three.ok());
  CHECK(nothing_left());
}

TEST_CASE("a crash is told by its signal") {
  const auto [mode, signal] = GENERATE(table<std::string, int>(
      {{"segv", SIGSEGV}, {"null", SIGSEGV}, {"abort", SIGABRT}, {"overflow", SIGSEGV}}));
  for (const bool confined : {false, true}) {
    ProcessSpec spec = child({mode});
    spec.confinement.confined = confined;
    const ProcessResult result = run_process(spec);
    CHECK(result.ending == Ending::signalled);
    CHECK(result.signal == signal);
  }
  CHECK(nothing_left());
}

TEST_CASE("signals in words") {
  CHECK(signal_words(SIGSEGV) == "SIGSEGV: invalid memory access");
  CHECK(signal_words(SIGKILL) == "SIGKILL: killed");
  CHECK(signal_words(SIGUSR1) == "SIGUSR1: User defined signal 1");
  CHECK(signal_words(1000) == "signal 1000");
}

TEST_CASE("what cannot start says why") {
  ProcessSpec missing;
  missing.argv = {"prep-has-no-such-program"};
  const ProcessResult result = run_process(missing);
  CHECK(result.ending == Ending::could_not_start);
  CHECK(result.status == ENOENT);
  CHECK(result.err == "prep-has-no-such-program: not found in PATH\n");

  missing.argv = {"/usr/bin/prep-has-no-such-program"};
  CHECK(run_process(missing).status == ENOENT);

  ProcessSpec folder = child({"ok"});
  folder.cwd = "/prep-has-no-such-folder";
  const ProcessResult nowhere = run_process(folder);
  CHECK(nowhere.ending == Ending::could_not_start);
  CHECK_THAT(nowhere.err, prep_test::ContainsSubstring("entering its folder: No such file"));

  const prep_test::Scratch scratch;
  std::ofstream(scratch.path() / "text") << "no program";
  missing.argv = {(scratch.path() / "text").string()};
  CHECK(run_process(missing).status == EACCES);
  CHECK(nothing_left());
}

TEST_CASE("argv[0] is found in PATH, many long arguments pass") {
  ProcessSpec echo;
  echo.argv = {"echo", "two", "words"};
  CHECK(run_process(echo).out == "two words\n");

  ProcessSpec many = child({"count"});
  for (int i = 0; i < 2000; ++i) many.argv.push_back(std::string(500, 'a'));
  CHECK(run_process(many).out == "2002 500");

  ProcessSpec too_long = child({"count", std::string(std::size_t{1} << 20, 'a')});
  CHECK(run_process(too_long).status == E2BIG);
}

TEST_CASE("the environment is clean, stdin is empty, descriptors are closed") {
  setenv("PREP_TEST_SECRET", "secret", 1);
  CHECK(run_process(child({"env", "PREP_TEST_SECRET"})).out == "(unset)\n");
  unsetenv("PREP_TEST_SECRET");
  ProcessSpec added = child({"env", "PREP_TEST_ADDED"});
  added.env_add = {"PREP_TEST_ADDED=a=b"};
  CHECK(run_process(added).out == "a=b\n");
  CHECK(run_process(child({"stdin"})).ok());

  const int open_here = open("/dev/null", O_RDONLY);  // not even marked close-on-exec
  CHECK(run_process(child({"fds"})).out == "0 1 2 ");
  ProcessSpec passed = child({"fds"});
  passed.talks = true;
  passed.fds = {{open_here, 9}, {open_here, 5}};
  CHECK(run_process(passed).out == "0 1 2 3 4 5 9 ");
  close(open_here);
}

TEST_CASE("passed descriptors may cross") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  // Each one's number is the other's target.
  ProcessSpec spec;
  spec.argv = {"sh", "-c", "echo through >&" + std::to_string(ends[0])};
  spec.fds = {{ends[1], ends[0]}, {ends[0], ends[1]}};
  CHECK(run_process(spec).ok());
  char text[16] = {};
  CHECK(read(ends[0], text, sizeof(text)) == 8);
  CHECK(std::string(text) == "through\n");
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("cwd and a file as stdin") {
  const prep_test::Scratch scratch;
  std::ofstream(scratch.path() / "in") << "x";
  ProcessSpec spec = child({"cwd"});
  spec.cwd = scratch.path();
  CHECK(run_process(spec).out == scratch.path().string() + "\n");
  spec = child({"stdin"});
  spec.stdin_file = scratch.path() / "in";
  CHECK(run_process(spec).status == 1);
}

TEST_CASE("prep and the child talk in lines") {
  ProcessSpec spec = child({"talk"});
  spec.talks = true;
  Child talker = Child::start(spec);
  talker.send("one");
  talker.send("two");
  CHECK(talker.next_line() == "got one");
  CHECK(talker.next_line(Milliseconds{10'000}) == "got two");
  CHECK(talker.next_line(Milliseconds{1}) == std::nullopt);  // nothing to say, and still there
  CHECK(talker.running());
  const std::string longest(std::size_t{3} << 20, 'L');
  talker.send(longest);
  CHECK(talker.next_line() == "got " + longest);
  CHECK(talker.finish().ok());
  CHECK(talker.next_line() == "end");
  CHECK(talker.next_line() == std::nullopt);  // an incomplete line is none
  CHECK(nothing_left());
}

TEST_CASE("a talker that leaves is noticed, and writing to it is no error") {
  ProcessSpec spec = child({"talk"});
  spec.talks = true;
  Child talker = Child::start(spec);
  talker.send("leave");
  CHECK(talker.next_line() == "got leave");
  CHECK(talker.next_line() == std::nullopt);
  while (talker.running()) continue;  // its descriptors close a moment before it is gone
  for (int i = 0; i < 10; ++i) talker.send(std::string(100'000, 'x'));
  CHECK(talker.finish().status == 4);
}

TEST_CASE("kill ends at once, and a child that had ended keeps its ending") {
  Child sleeper = Child::start(child({"sleep"}));
  CHECK(sleeper.running());
  const ProcessResult result = sleeper.kill();
  CHECK(result.ending == Ending::signalled);
  CHECK(result.signal == SIGKILL);

  Child ended = Child::start(child({"exit", "3"}));
  while (ended.running()) continue;
  CHECK(ended.kill().status == 3);

  { const Child forgotten = Child::start(child({"detach"})); }
  CHECK(nothing_left());
}

TEST_CASE("children run side by side, each with its own limits") {
  std::vector<Child> children;
  for (int i = 0; i < 8; ++i) {
    ProcessSpec spec = child({i % 2 == 0 ? "sleep" : "ok"});
    spec.limits.wall = Milliseconds{200};
    children.push_back(Child::start(spec));
  }
  for (std::size_t i = 0; i < children.size(); ++i) {
    const Ending expected = i % 2 == 0 ? Ending::wall_limit : Ending::exited;
    CHECK(children[i].finish().ending == expected);
  }
  CHECK(nothing_left());
}
