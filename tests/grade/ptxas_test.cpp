// What NVIDIA's assembler says, as CUDA 13.0 (sm_90, sm_75) and 12 wrote it, and as a broken file makes it
// look.
#include "backend/ptxas.h"

#include <fstream>

#include "backend/toolchain.h"
#include "catch.h"
#include "fakes.h"

using namespace prep;

namespace {

const char* const kSm90 = R"(ptxas info    : 0 bytes gmem
ptxas info    : Compiling entry function '_Z5scaleIfEvPT_i' for 'sm_90'
ptxas info    : Function properties for _Z5scaleIfEvPT_i
    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
ptxas info    : Used 10 registers, used 0 barriers
ptxas info    : Compile time = 10.828 ms
ptxas info    : Compiling entry function '_Z9transposePKfPfi' for 'sm_90'
ptxas info    : Function properties for _Z9transposePKfPfi
    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
ptxas info    : Used 28 registers, used 1 barriers, 4096 bytes smem
ptxas info    : Compile time = 8.372 ms
)";

const char* const kSm75 = R"(ptxas info    : 0 bytes gmem, 256 bytes cmem[3]
ptxas info    : Compiling entry function '_Z5heavyILi96EEvPfPKf' for 'sm_75'
ptxas info    : Function properties for _Z6helperfi
    168 bytes stack frame, 0 bytes spill stores, 4 bytes spill loads
ptxas info    : Function properties for _Z5heavyILi96EEvPfPKf
    608 bytes stack frame, 796 bytes spill stores, 980 bytes spill loads
ptxas info    : Used 64 registers, used 1 barriers, 608 bytes cumulative stack size, 1024 bytes smem, 368 bytes cmem[0], 8 bytes cmem[2]
ptxas info    : Compile time = 115.736 ms
ptxas info    : Function properties for _Z6helperfi
    0 bytes stack frame, 0 bytes spill stores, 4 bytes spill loads
)";

}  // namespace

TEST_CASE("ptxas: registers, shared memory and names of each kernel") {
  const auto kernels = parse_ptxas(kSm90);
  REQUIRE(kernels.size() == 2);
  CHECK(kernels[0].name == "scale<float>");
  CHECK(kernels[0].registers == 10);
  CHECK(kernels[0].barriers == 0);
  CHECK(kernels[1].name == "transpose");
  CHECK(kernels[1].registers == 28);
  CHECK(kernels[1].barriers == 1);
  CHECK(kernels[1].shared == 4096);
}

TEST_CASE("ptxas: spills, stack and constant memory are the kernel's, not its functions'") {
  const auto kernels = parse_ptxas(kSm75);
  REQUIRE(kernels.size() == 1);
  CHECK(kernels[0].name == "heavy<96>");
  CHECK(kernels[0].registers == 64);
  CHECK(kernels[0].stack == 608);
  CHECK(kernels[0].spill_stores == 796);
  CHECK(kernels[0].spill_loads == 980);
  CHECK(kernels[0].shared == 1024);
  CHECK(kernels[0].constant == 376);
}

TEST_CASE("ptxas: text that is cut, foreign or hostile gives what it holds and nothing more") {
  CHECK(parse_ptxas("").empty());
  CHECK(parse_ptxas("nvcc fatal   : Unsupported gpu architecture 'sm_70'\n").empty());
  CHECK(parse_ptxas("ptxas info    : Used 28 registers, 4096 bytes smem\n").empty());
  CHECK(
      parse_ptxas("ptxas info    : Compiling entry function 'x\nptxas info    : Used 8 registers\n").empty());
  CHECK(parse_ptxas(
            "ptxas info    : Compiling entry function 'x' for 'sm_90'\nptxas info    : Used registers\n")
            .empty());
  const auto huge =
      parse_ptxas("Compiling entry function 'k'\n: Used 8 registers, 99999999999999999999999 bytes smem\n");
  REQUIRE(huge.size() == 1);
  CHECK(huge[0].shared == 0);
  const std::string whole = kSm75;
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK(parse_ptxas(whole.substr(0, n)).size() <= 1);
}

TEST_CASE("ptxas: nvcc's own words about a file (needs nvcc)") {
  if (find_nvcc().empty()) {
#ifdef SKIP
    SKIP("no nvcc on this machine");
#endif
    return;
  }
  prep_test::TempDir folder;
  const auto file = folder.path() / "k.cu";
  std::ofstream(file) << "template <class T> __global__ void twice(T* p) { __shared__ T s[32]; "
                         "s[threadIdx.x] = p[threadIdx.x];"
                         " __syncthreads(); p[threadIdx.x] = s[31 - threadIdx.x] * WAY; }\n"
                         "template __global__ void twice<float>(float*);\n";
  const auto facts =
      PtxasRun({{file, folder.path() / "missing.cu"}, {}, {"WAY=2"}, "c++17", "sm_90", folder.path()})
          .finish();
  CHECK(facts.missing == "");
  REQUIRE(facts.kernels.size() == 1);
  CHECK(facts.kernels[0].name == "twice<float>");
  CHECK(facts.kernels[0].registers > 0);
  CHECK(facts.kernels[0].shared == 128);
  const auto refused = PtxasRun({{file}, {}, {"WAY=?"}, "c++17", "sm_90", folder.path()}).finish();
  CHECK(refused.kernels.empty());
  CHECK_THAT(refused.missing, prep_test::ContainsSubstring("nvcc on k.cu: expected an expression"));
}
