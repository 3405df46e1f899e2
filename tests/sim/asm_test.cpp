// Inline PTX in, C++ out: what is read, what is refused and where, and that no text breaks the reader.
#include <cstdint>
#include <string>

#include "catch.h"
#include "sim/front/ptx_text.h"
#include "sim/front/rewrite.h"

using prep::sim::parse_ptx;
using prep::sim::PtxError;
using prep::sim::PtxStatement;
using prep::sim::rewrite;
using prep::sim::RewriteError;
using prep_test::ContainsSubstring;

namespace {

std::string in_kernel(const std::string& statement) {
  return rewrite("# 1 \"k.cu\"\n__global__ void k(unsigned x) {\n" + statement + "\n}\n");
}

// The line of the refusal, or 0.
int refused_at(const std::string& statement) {
  try {
    in_kernel(statement);
  } catch (const RewriteError& e) {
    return e.line;
  }
  return 0;
}

}  // namespace

TEST_CASE("PTX text becomes statements: guards, labels, registers, vectors, comments") {
  const auto s = parse_ptx(
      "{ .reg .pred %p<2>; // two\n .reg .u32 t;\n WAIT: setp.ne.b32 %p1, %0, 0; @!%p1 bra WAIT; "
      "ld.global.v2.u32 {t, _}, [%1+8]; }");
  REQUIRE(s.size() == 8);
  CHECK(s[1].operands == std::vector<std::string>{"%p0", "%p1"});
  CHECK(s[3].kind == PtxStatement::Kind::label);
  CHECK(s[4].full() == "setp.ne.b32");
  CHECK(s[5].guard == "%p1");
  CHECK(s[5].guard_negated);
  CHECK(s[6].operands == std::vector<std::string>{"{t, _}", "[%1+8]"});
}

TEST_CASE("an asm statement becomes a block that takes and gives its operands") {
  const std::string out =
      in_kernel("if (x) asm volatile(\"add.u32 %0, %1, 1;\" : \"=r\"(x) : \"r\"(x + 1)); else x = 2;");
  CHECK_THAT(out, ContainsSubstring("take<unsigned>((x + 1))"));
  CHECK_THAT(out, ContainsSubstring("give(prep_o0, prep_p0)"));
  CHECK_THAT(out, ContainsSubstring("} while (0); else x = 2;"));
}

TEST_CASE("host assembly and compiler barriers stay") {
  CHECK_THAT(rewrite("void f() { asm volatile(\"nop\"); }\n"), ContainsSubstring("asm volatile(\"nop\")"));
  CHECK_THAT(in_kernel("asm volatile(\"\" ::: \"memory\");"),
             ContainsSubstring("asm volatile(\"\" ::: \"memory\")"));
}

TEST_CASE("what is not simulated is refused at its own line") {
  CHECK(refused_at("asm(\"add.u32 %0, %0, 1;\"\n\"tcgen05.wait;\" : \"+r\"(x));") == 3);
  CHECK(refused_at("asm(\"add.u32 %0, %1, 1;\" : \"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"add.u32 %0, y, 1;\" : \"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"add.u32 %0;\" : \"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"add.odd.u32 %0, %0, 1;\" : \"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"add.u32 %0, %0, 1; }\" : \"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0}, {%0}, {%0}, {%0};\" : "
                   "\"+r\"(x));") == 2);
  CHECK(refused_at("asm(\"add.u32 %0, %0, 1;\" : \"+x\"(x));") == 2);
  CHECK(refused_at("asm(\"add.u32 %0, %0, 1;\" : \"+r\"(x));") == 0);
}

TEST_CASE("mutated PTX is read or refused, never worse") {
  const std::string seed =
      "{ .reg .pred p; .reg .b32 r<4>; setp.lt.and.s32 p|_, %0, 3, !p; @p mov.b64 {r0, r1}, 0f3F800000; L: "
      "@!p bra L; "
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {r0,r1,r2,r3}, {r0,r1,r2,r3}, {r0,r1}, "
      "{r0,r1,r2,r3}; "
      "cp.async.cg.shared.global.L2::128B [%0+16], [%0], 16, r1; shfl.sync.up.b32 r1|p, r2, 1, 0, -1; /* c "
      "*/ }";
  std::uint64_t state = 88172645463325252ull;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
  };
  const std::string letters = "{}[]|;:,.@!%_$<>=+-/* \n0123456789abcdefprstxyz";
  int read = 0, refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = seed;
    for (std::uint64_t edits = 1 + next() % 4; edits > 0; --edits) {
      const std::size_t at = next() % text.size();
      if (next() % 3 == 0)
        text.erase(at, 1 + next() % 9);
      else
        text.insert(at, 1, letters[next() % letters.size()]);
    }
    std::string quoted;
    for (const char c : text) quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
    try {
      in_kernel("asm(\"" + quoted + "\" : \"+r\"(x));");
      ++read;
    } catch (const RewriteError&) {
      ++refused;
    }
  }
  CHECK(read + refused == 3000);
  CHECK(refused > 500);
}
