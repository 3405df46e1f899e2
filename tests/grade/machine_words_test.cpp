#include "grade/machine_words.h"

#include "catch.h"
#include "grade/runner_lines.h"

using namespace prep;

TEST_CASE("each kind of trouble with a GPU ends in its own next step") {
  CHECK(machine_words(2, "no device memory for a buffer").find("--gpu N") != std::string::npos);
  CHECK(machine_words(35, "x").find("update the driver") != std::string::npos);
  CHECK(machine_words(46, "x").find("exclusive") != std::string::npos);
  CHECK(machine_words(999, "x").find("nothing was graded") != std::string::npos);
  CHECK(machine_words(214, "it failed").find("CUDA said: it failed (error 214)") != std::string::npos);
}

TEST_CASE("a runner tells trouble of the machine apart from a defect of the kit") {
  RunnerStatus kit, machine;
  read_runner_line(R"({"error":"no such buffer"})", "n", kit);
  CHECK(kit.inability == "no such buffer");
  CHECK(kit.machine_error == 0);
  read_runner_line(R"({"error":"no device memory","cuda_error":2})", "n", machine);
  CHECK(machine.machine_error == 2);
  // A failed call of the learner's is no trouble of the machine.
  RunnerStatus call;
  read_runner_line(R"({"ns":5,"cuda_error":700})", "n", call);
  CHECK(call.machine_error == 0);
}
