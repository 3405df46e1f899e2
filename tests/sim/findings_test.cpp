// Merging and writing of findings.
#include <nlohmann/json.hpp>

#include "catch.h"
#include "sim/report/collection.h"
#include "sim/report/memory_names.h"

namespace {

using namespace prep::sim;

Finding finding(Kind kind, int line, int other_line, unsigned thread) {
  Finding f;
  f.kind = kind;
  f.here.file = "k.cu";
  f.here.line = line;
  f.here.on_device = true;
  f.here.thread = {thread, 0, 0};
  f.has_other = other_line != 0;
  if (f.has_other) f.other = f.here;
  f.other.line = other_line;
  f.function = "kernel";
  f.variable = "tile";
  f.message = "at {here}";
  return f;
}

}  // namespace

TEST_CASE("findings of one kind and pair of lines become one, with a count and the lowest thread") {
  const auto merged =
      merge({finding(Kind::race, 7, 5, 9), finding(Kind::race, 7, 5, 2), finding(Kind::race, 7, 5, 30)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].count == 3);
  CHECK(merged[0].here.thread.x == 2);
}

TEST_CASE("the heavier finding is the example, whatever its thread") {
  auto heavy = finding(Kind::race, 7, 5, 100);
  heavy.weight = 2;
  const auto merged = merge({finding(Kind::race, 7, 5, 0), heavy});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].here.thread.x == 100);
}

TEST_CASE("most causal first, then by place; the order of recording does not matter") {
  const std::vector<Finding> recorded{finding(Kind::warning, 1, 0, 0), finding(Kind::uninitialized, 30, 0, 0),
                                      finding(Kind::race, 20, 5, 0), finding(Kind::race, 10, 5, 0),
                                      finding(Kind::deadlock, 40, 0, 0)};
  const auto forward = merge(recorded);
  const auto backward = merge({recorded.rbegin(), recorded.rend()});
  REQUIRE(forward.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(forward[i].kind == backward[i].kind);
    CHECK(forward[i].here.line == backward[i].here.line);
  }
  CHECK(forward[0].kind == Kind::deadlock);
  CHECK(forward[1].here.line == 10);
  CHECK(forward[4].kind == Kind::warning);
}

TEST_CASE("a read that races is not reported as uninitialised as well") {
  const auto merged = merge({finding(Kind::uninitialized, 7, 0, 0), finding(Kind::race, 7, 5, 0)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].kind == Kind::race);
  CHECK(merge({finding(Kind::uninitialized, 8, 0, 0), finding(Kind::race, 7, 5, 0)}).size() == 2);
}

TEST_CASE("what threads that returned early have not written is no finding of its own") {
  auto divergence = finding(Kind::barrier_divergence, 26, 0, 0);
  divergence.function = "multiply";
  auto unwritten = finding(Kind::uninitialized, 27, 0, 0);
  unwritten.function = "multiply";
  CHECK(merge({divergence, unwritten}).size() == 1);
  unwritten.function = "another";
  CHECK(merge({divergence, unwritten}).size() == 2);
}

TEST_CASE("a race of an atomic with a plain access stands before what the flag should have guarded") {
  auto flag = finding(Kind::race, 23, 18, 0);
  flag.is_half_atomic = true;
  const auto merged = merge({finding(Kind::race, 21, 20, 0), flag, finding(Kind::uninitialized, 3, 0, 0)});
  REQUIRE(merged.size() == 3);
  CHECK(merged[0].here.line == 23);
  CHECK(merged[2].kind == Kind::uninitialized);
}

TEST_CASE("a fault that the hooks have explained is one finding, and fatal") {
  auto fault = finding(Kind::memory_error, 7, 0, 0);
  fault.fatal = true;
  fault.variable.clear();
  const auto merged = merge({finding(Kind::memory_error, 7, 0, 0), fault});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].fatal);
  CHECK(merged[0].variable == "tile");
}

TEST_CASE("a JSON line carries the fields of the interface, whatever the text holds") {
  auto f = finding(Kind::race, 21, 18, 5);
  f.message = "a \"quoted\" \\ and a\nnewline";
  f.fix = "Put __syncthreads() there.";
  const auto json = nlohmann::json::parse(to_json(f, "tail"));
  CHECK(json["kind"] == "race");
  CHECK(json["file"] == "k.cu");
  CHECK(json["line"] == 21);
  CHECK(json["other_line"] == 18);
  CHECK(json["variable"] == "tile");
  CHECK(json["function"] == "kernel");
  CHECK(json["thread"] == nlohmann::json::array({5, 0, 0}));
  CHECK(json["count"] == 1);
  CHECK(json["fatal"] == false);
  CHECK(json["case"] == "tail");
  CHECK(json["message"] == f.message);
}

TEST_CASE("lines that could not be found are said to be unknown") {
  std::vector<Finding> list{finding(Kind::race, 0, 0, 0)};
  list[0].here.file = nullptr;
  list[0].here.pc = 1;  // no code lies there
  symbolise(list, {});
  CHECK(list[0].message == "at an unknown line");
  CHECK(to_json(list[0], "").find("\"line\"") == std::string::npos);
}

TEST_CASE("a line that is out of bounds is not also reported as a race") {
  auto bounds = finding(Kind::memory_error, 7, 0, 0);
  const auto merged = merge({finding(Kind::race, 9, 7, 0), finding(Kind::race, 12, 11, 0), bounds});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].kind == Kind::memory_error);
  CHECK(merged[1].here.line == 12);
}

TEST_CASE("an allocation is named after the variable that takes the pointer") {
  CHECK(allocated_variable("  CHECK(cudaMalloc(&d_out, n * sizeof(float)));") == "d_out");
  CHECK(allocated_variable("cudaMalloc((void**)&d_x, bytes);") == "d_x");
  CHECK(allocated_variable("cudaMalloc(reinterpret_cast<void**>(&buffers[1]), n);") == "buffers[1]");
  CHECK(allocated_variable("cudaMallocManaged<float>(&state.x, n);") == "state.x");
  CHECK(allocated_variable("CHECK(cudaHostAlloc(&host, 64 * sizeof(int), cudaHostAllocMapped));") == "host");
  CHECK(allocated_variable("float* x = allocate(n);").empty());
}

TEST_CASE("a finding about an allocation gets its name and index when it is symbolised") {
  auto f = finding(Kind::race, 7, 5, 0);
  f.variable.clear();
  f.message = "reads {memory:5} of {memory}";
  f.origin_bytes = 64;
  name_memory(f);
  CHECK(f.message == "reads element 5 of an allocation of 64 bytes of an allocation of 64 bytes");
}
