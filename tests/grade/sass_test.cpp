#include "backend/sass.h"

#include "catch.h"

using namespace prep;

TEST_CASE("loads are counted by width and kernel") {
  const auto kernels = parse_sass(
      "\t\tFunction : _Z3addPKfPfi\n"
      "        /*0070*/                   LDG.E R7, desc[UR4][R2.64] ;\n"
      "        /*0080*/                   LDG.E.CONSTANT R8, desc[UR4][R2.64+0x4] ;\n"
      "        /*0090*/                   LDG.E.64 R8, desc[UR4][R2.64+0x4] ;\n"
      "        /*00a0*/                   STG.E desc[UR4][R4.64], R7 ;\n"
      "\t\tFunction : copy4\n"
      "        /*0070*/              @!P0 LDG.E.128.EF R4, desc[UR6][R2.64] ;\n");
  REQUIRE(kernels.size() == 2);
  CHECK(kernels.at("add(float const*, float*, int)").narrow == 2);
  CHECK(kernels.at("add(float const*, float*, int)").wide == 0);
  CHECK(kernels.at("copy4").wide == 1);
  CHECK(kernels.at("copy4").narrow == 0);
}

TEST_CASE("no machine code, no kernels") {
  CHECK(parse_sass("").empty());
  CHECK(parse_sass("cuobjdump fatal   : No device code found\n").empty());
}
