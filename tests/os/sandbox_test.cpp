// What a confined program can no longer do. Where a machine lacks a means, its cases are skipped with a
// warning, since nothing is promised there; the fewest-means cases of limits_test.cpp run everywhere.
#include "os/sandbox.h"

#include <sys/prctl.h>

#include <cerrno>
#include <fstream>

#include "os/environment.h"
#include "process_fixture.h"

using namespace prep;
using prep_test::child;
using prep_test::nothing_left;

namespace {

// The errno with which the attempt failed; 0 = it worked.
int attempt(std::vector<std::string> arguments, const Confinement& confinement = {}) {
  ProcessSpec spec = child(std::move(arguments));
  spec.confinement = confinement;
  spec.confinement.confined = true;
  const ProcessResult result = run_process(spec);
  INFO(result.err);
  REQUIRE(result.ending == Ending::exited);
  return result.status;
}

// The two ways to hold files back: Landlock, and a file tree of its own.
bool files_are_held(const std::vector<Means>& missing) {
  prep::pretend_missing(missing);
  return means_holds(Means::landlock) || means_holds(Means::mount_namespace);
}

}  // namespace

TEST_CASE("every means is probed, and says why where it does not hold") {
  CHECK(sandbox_means().size() == 7);
  for (const MeansState& state : sandbox_means()) {
    INFO(means_name(state.means) << ": " << state.why);
    CHECK(state.holds == state.why.empty());
    CHECK(means_name(state.means) != "unknown");
  }
  CHECK(nothing_left());
}

TEST_CASE("the summary promises only what holds") {
  CHECK_THAT(sandbox_summary(), prep_test::ContainsSubstring("learner code"));
  const prep_test::Without without(
      {Means::landlock, Means::mount_namespace, Means::seccomp, Means::network_namespace});
  CHECK_THAT(sandbox_summary(), prep_test::ContainsSubstring("can read and write all that you can"));
  CHECK_THAT(sandbox_summary(), prep_test::ContainsSubstring("has the network"));
}

TEST_CASE("files outside the named folders are out of reach") {
  const auto missing = GENERATE(std::vector<Means>{}, std::vector<Means>{Means::landlock},
                                std::vector<Means>{Means::pid_namespace, Means::mount_namespace});
  if (!files_are_held(missing)) {
    WARN("neither Landlock nor mount namespaces hold here");
    prep::pretend_missing({});
    return;
  }
  const prep_test::Without without(missing);
  const prep_test::Scratch secret, scratch, shared;
  std::ofstream(secret.path() / "journal") << "mine";
  std::ofstream(shared.path() / "kit") << "yours";
  const Confinement allowed{true, {shared.path()}, {scratch.path()}};

  CHECK(attempt({"read", (shared.path() / "kit").string()}, allowed) == 0);
  CHECK(attempt({"write", (scratch.path() / "new").string()}, allowed) == 0);
  CHECK(std::filesystem::exists(scratch.path() / "new"));
  CHECK(attempt({"read", "/usr/bin"}, allowed) == 0);
  CHECK(attempt({"write", "/dev/null"}, allowed) == 0);
  CHECK(attempt({"read", "/proc/self/maps"}, allowed) == 0);
  CHECK(attempt({"read", "/proc/cpuinfo"}, allowed) == 0);
  CHECK(attempt({"write", "/proc/self/comm"}, allowed) == 0);  // as the CUDA driver does

  CHECK(attempt({"read", (secret.path() / "journal").string()}, allowed) != 0);
  CHECK(attempt({"write", (secret.path() / "journal").string()}, allowed) != 0);
  CHECK(attempt({"write", (secret.path() / "new").string()}, allowed) != 0);
  CHECK(attempt({"write", (shared.path() / "kit").string()}, allowed) != 0);
  CHECK(attempt({"write", "/usr/prep-test"}, allowed) != 0);
  CHECK(attempt({"read", "/"}, allowed) == (means_holds(Means::landlock) ? EACCES : 0));
  CHECK(attempt({"read", "/proc/" + std::to_string(getpid()) + "/environ"}, allowed) != 0);
  CHECK(attempt({"open_write", "/proc/sys/kernel/core_pattern"}, allowed) != 0);
  if (const auto home = environment("HOME")) CHECK(attempt({"read", *home}, allowed) != 0);
  CHECK_FALSE(std::filesystem::exists(secret.path() / "new"));
  std::string kept;
  std::ifstream(secret.path() / "journal") >> kept;
  CHECK(kept == "mine");
  CHECK(nothing_left());
}

TEST_CASE("a path through a link leads where it leads") {
  const auto missing = GENERATE(std::vector<Means>{}, std::vector<Means>{Means::landlock});
  if (!files_are_held(missing)) {
    prep::pretend_missing({});
    return;
  }
  const prep_test::Without without(missing);
  const prep_test::Scratch real, other;
  std::ofstream(real.path() / "file") << "x";
  std::filesystem::create_directory_symlink(real.path(), other.path() / "link");
  const Confinement by_link{true, {other.path() / "link"}, {}};
  CHECK(attempt({"read", (other.path() / "link" / "file").string()}, by_link) == 0);
  const Confinement only_the_link{true, {other.path()}, {}};
  CHECK(attempt({"read", (other.path() / "link" / "file").string()}, only_the_link) != 0);
}

TEST_CASE("no network, no tracing, no namespaces") {
  if (!means_holds(Means::seccomp)) {
    WARN("seccomp does not hold here");
    return;
  }
  CHECK(attempt({"inet"}) == EPERM);
  CHECK(attempt({"inet6"}) == EPERM);
  CHECK(attempt({"ptrace"}) == EPERM);
  CHECK(attempt({"unshare"}) == EPERM);
  CHECK(attempt({"unix"}) == 0);
}

TEST_CASE("a tool may open TCP sockets and read the /proc of what it starts, and no more") {
  Confinement tool;
  tool.supervision = Supervision::by_tool;
  CHECK(attempt({"inet"}, tool) == 0);
  if (!means_holds(Means::pid_namespace) || !means_holds(Means::mount_namespace)) {
    WARN("process and mount namespaces do not hold here");
    return;
  }
  ProcessSpec spec;
  spec.argv = {"/bin/sh", "-c",
               "sleep 5 & cat /proc/$!/maps >/dev/null && test ! -r " + environment_or("HOME", "/root")};
  spec.confinement = tool;
  spec.confinement.confined = true;
  spec.limits.wall = Milliseconds{20000};
  const ProcessResult result = run_process(spec);
  INFO(result.err);
  CHECK(result.status == 0);
}

TEST_CASE("a program cannot signal its tester") {
  if (!means_holds(Means::pid_namespace)) {
    WARN("process namespaces do not hold here");
    return;
  }
  CHECK(attempt({"signal", std::to_string(getpid())}) == ESRCH);
}

TEST_CASE("an undumpable prep still starts and confines programs") {
  make_undumpable();
  CHECK(prctl(PR_GET_DUMPABLE) == 0);
  const prep_test::Scratch scratch;
  const auto missing = GENERATE(std::vector<Means>{}, std::vector<Means>{Means::landlock},
                                std::vector<Means>{Means::pid_namespace, Means::mount_namespace});
  const prep_test::Without without(missing);
  CHECK(attempt({"write", (scratch.path() / "new").string()}, {true, {}, {scratch.path()}}) == 0);
  CHECK_FALSE(std::filesystem::read_symlink("/proc/self/exe").empty());
  prctl(PR_SET_DUMPABLE, 1);
}

TEST_CASE("a confined compiler compiles") {
  const auto missing = GENERATE(std::vector<Means>{}, std::vector<Means>{Means::landlock},
                                std::vector<Means>{Means::pid_namespace, Means::mount_namespace});
  const prep_test::Without without(missing);
  const prep_test::Scratch scratch;
  std::ofstream(scratch.path() / "hello.cpp")
      << "#include <cstdio>\nint main() { std::puts(\"compiled\"); }\n";
  ProcessSpec spec;
  spec.argv = {"c++", "-o", "hello", "hello.cpp"};
  spec.cwd = scratch.path();
  spec.confinement = {true, {}, {scratch.path()}};
  const ProcessResult built = run_process(spec);
  INFO(built.err);
  REQUIRE(built.ok());
  spec.argv = {"/bin/true"};  // on merged systems /bin is a link
  CHECK(run_process(spec).ok());
  spec.argv = {"./hello"};
  CHECK(run_process(spec).out == "compiled\n");
}
