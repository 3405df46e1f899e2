#include "backend/host_backend.h"

#include <algorithm>

#include "catch.h"

using namespace prep;

namespace {

bool has(const CommandLine& line, const std::string& word) {
  return std::find(line.begin(), line.end(), word) != line.end();
}

}  // namespace

TEST_CASE("host lines: sanitizers for the check, -O3 for the clock, the contract forced in") {
  Installation installation;
  installation.lib = "/lib-of-prep";
  const HostBackend backend(installation, {"/usr/bin/g++", "/usr/bin/g++", "g++", CompilerKind::gcc, "id"});
  const CommandLine check = backend.compile({"a.cpp", "a.o", "k.h", {"/inc"}, Flavor::check});
  CHECK(check.front() == "/usr/bin/g++");
  CHECK(has(check, "-fsanitize=address,undefined"));
  CHECK(has(check, "-fno-sanitize-recover=all"));
  CHECK(has(check, "-I/inc"));
  const auto include = std::find(check.begin(), check.end(), "-include");
  REQUIRE(include != check.end());
  CHECK(*(include + 1) == "k.h");
  const CommandLine fast = backend.compile({"a.cpp", "a.o", "k.h", {}, Flavor::fast});
  CHECK(has(fast, "-O3"));
  CHECK(has(fast, "-march=native"));
  CHECK_FALSE(has(fast, "-fsanitize=address,undefined"));
  CHECK(has(backend.link({{"a.o"}, "run", Flavor::check}), "-fsanitize=address,undefined"));
  CHECK(backend.memory_limit(Flavor::check) == MemoryLimit::resident);  // ASan cannot live under RLIMIT_AS
  CHECK(backend.memory_limit(Flavor::fast) == MemoryLimit::address_space);
}
