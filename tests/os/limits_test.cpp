// Each program here must be stopped by the limit that is meant for it, within a second of it, and leave
// nothing behind.
#include <fcntl.h>
#include <signal.h>

#include "process_fixture.h"

using namespace prep;
using prep_test::child;
using prep_test::nothing_left;

namespace {

constexpr Milliseconds kWall{300};
constexpr Milliseconds kGrace{1000};

ProcessSpec limited(std::vector<std::string> arguments) {
  ProcessSpec spec = child(std::move(arguments));
  spec.confinement.confined = true;
  return spec;
}

}  // namespace

TEST_CASE("the wall limit stops whatever waits or spins") {
  const prep_test::Without without(GENERATE(from_range(prep_test::all_and_fewest())));
  const std::string mode = GENERATE("sleep", "busy", "ignore_term", "close_all", "stop");
  ProcessSpec spec = limited({mode});
  spec.limits.wall = kWall;
  const ProcessResult result = run_process(spec);
  INFO(mode);
  CHECK(result.ending == Ending::wall_limit);
  CHECK(result.wall >= kWall);
  CHECK(result.wall < kWall + kGrace);
  CHECK(nothing_left());
}

TEST_CASE("what a program leaves behind dies with it") {
  const prep_test::Without without(GENERATE(from_range(prep_test::all_and_fewest())));
  const std::string mode = GENERATE("detach", "hold_pipe");
  const ProcessResult result = run_process(limited({mode}));
  INFO(mode);
  CHECK(result.ending == Ending::exited);
  CHECK(result.status == 0);
  CHECK(result.killed_descendants == 1);
  CHECK(result.wall < Milliseconds{20'000});  // the one left behind sleeps for a minute
  CHECK((mode == "detach" || result.out == "done\n"));
  CHECK(nothing_left());
}

TEST_CASE("the keeper is out of reach, or its death ends the tree") {
  const prep_test::Without without(GENERATE(from_range(prep_test::all_and_fewest())));
  const std::string mode = GENERATE("kill_parent", "stop_parent");
  ProcessSpec spec = limited({mode});
  spec.limits.wall = kWall;
  const ProcessResult result = run_process(spec);
  INFO(mode);
  CHECK((result.ending == Ending::wall_limit || result.ending == Ending::signalled));
  CHECK(nothing_left());
}

TEST_CASE("a flood of output is cut") {
  ProcessSpec spec = limited({"flood", "20000000"});
  spec.limits.output_bytes = 1 << 20;
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::output_limit);
  CHECK(result.cut);
  CHECK(result.out.size() == std::size_t{1} << 20);
  CHECK(nothing_left());

  spec.limits.output_bytes = 0;
  const ProcessResult whole = run_process(spec);
  CHECK(whole.ok());
  CHECK(whole.out.size() == 20'054'016);  // whole pieces of 64 KiB
  CHECK_FALSE(whole.cut);

  // More than allowed, yet so little that the program has ended before anybody looks.
  spec.argv.back() = "65536";
  spec.limits.output_bytes = 1000;
  CHECK(run_process(spec).ending == Ending::output_limit);
}

TEST_CASE("a fork bomb is stopped by the count of its processes") {
  const prep_test::Without without(GENERATE(from_range(prep_test::all_and_fewest())));
  ProcessSpec spec = limited({"bomb", "11"});
  spec.limits.processes = 32;
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::process_limit);
  CHECK(result.wall < Milliseconds{3000});
  CHECK(nothing_left());
}

TEST_CASE("a memory hog is stopped by its resident size") {
  const prep_test::Without without(GENERATE(from_range(prep_test::all_and_fewest())));
  ProcessSpec spec = limited({"hog", "2000"});
  spec.limits.memory_bytes = 64 << 20;
  spec.limits.memory_kind = MemoryLimit::resident;
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::memory_limit);
  CHECK(result.peak_bytes > 64 << 20);
  CHECK(nothing_left());
}

TEST_CASE("an address-space limit makes the allocation fail") {
  ProcessSpec spec = limited({"hog", "2000"});
  spec.limits.memory_bytes = 64 << 20;
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::exited);
  CHECK(result.status == 9);
}

TEST_CASE("a file grows to its limit") {
  const prep_test::Scratch scratch;
  const auto file = scratch.path() / "large";
  ProcessSpec spec = limited({"write", file.string(), "4000000"});
  spec.confinement.writable = {scratch.path()};
  spec.limits.file_bytes = 1 << 20;
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::signalled);
  CHECK(result.signal == SIGXFSZ);
  CHECK(std::filesystem::file_size(file) == std::uintmax_t{1} << 20);
}

TEST_CASE("the processor limit is told apart from the wall limit") {
  ProcessSpec spec = limited({"busy"});
  spec.limits.cpu = Milliseconds{1};  // rounded up to a second
  const ProcessResult result = run_process(spec);
  CHECK(result.ending == Ending::cpu_limit);
  CHECK(result.signal == SIGXCPU);
  CHECK(result.cpu >= Milliseconds{900});
}

TEST_CASE("a long-lived child gets a fresh wall limit for each case") {
  ProcessSpec spec = limited({"talk"});
  spec.talks = true;
  spec.limits.wall = Milliseconds{60'000};
  Child talker = Child::start(spec);
  talker.send("one");
  CHECK(talker.next_line() == "got one");
  talker.restart_wall(kWall);
  talker.send("hang");
  CHECK(talker.next_line() == "got hang");
  CHECK(talker.next_line() == std::nullopt);
  CHECK(talker.finish().ending == Ending::wall_limit);
  CHECK(nothing_left());
}
