// What warp-wide accesses cost: the textbook cases.
#include "sim/check/model_cost.h"

#include "catch.h"
#include "sim/report/model_line.h"

namespace {

using prep::sim::bank_passes;
using prep::sim::sectors;
using prep::sim::WarpAccess;

WarpAccess strided(std::uint32_t size, std::uintptr_t stride_bytes, std::uint32_t lanes = ~0u) {
  WarpAccess access;
  access.lanes = lanes;
  access.size = size;
  for (unsigned lane = 0; lane < 32; ++lane) access.address[lane] = 4096 + lane * stride_bytes;
  return access;
}

}  // namespace

TEST_CASE("bank conflicts: stride 1 and odd strides are free, 2 costs two passes, 32 costs 32") {
  CHECK(bank_passes(strided(4, 4)).transactions == 1);
  CHECK(bank_passes(strided(4, 33 * 4)).transactions == 1);
  CHECK(bank_passes(strided(4, 2 * 4)).transactions == 2);
  CHECK(bank_passes(strided(4, 32 * 4)).transactions == 32);
  CHECK(bank_passes(strided(4, 32 * 4)).ideal == 1);
  CHECK(bank_passes(strided(4, 32 * 4, 0xf)).transactions == 4);
}

TEST_CASE("bank conflicts: a broadcast is one pass; doubles and float4 go by half and quarter warps") {
  CHECK(bank_passes(strided(4, 0)).transactions == 1);
  CHECK(bank_passes(strided(1, 1)).transactions == 1);
  const auto doubles = bank_passes(strided(8, 8)), vectors = bank_passes(strided(16, 16));
  CHECK(doubles.transactions == doubles.ideal);
  CHECK(vectors.transactions == vectors.ideal);
  CHECK(vectors.ideal == 4);
}

TEST_CASE("sectors: consecutive floats fill four, a stride of 32 bytes or more takes one per lane") {
  CHECK(sectors(strided(4, 4)).transactions == 4);
  CHECK(sectors(strided(4, 4)).ideal == 4);
  CHECK(sectors(strided(4, 128)).transactions == 32);
  CHECK(sectors(strided(4, 128)).ideal == 4);
  CHECK(sectors(strided(16, 16)).transactions == 16);
  CHECK(sectors(strided(4, 0)).transactions == 1);
  CHECK(sectors(strided(4, 0)).ideal == 1);
}

TEST_CASE("sectors: a misaligned row takes one more") {
  WarpAccess access = strided(4, 4);
  for (auto& address : access.address) address += 4;
  CHECK(sectors(access).transactions == 5);
}

namespace {

prep::sim::ModelCount conflict(std::uint32_t size, std::uint64_t stride) {
  prep::sim::ModelCount count;
  count.space = "shared";
  count.variable = "tile";
  count.requests = 10;
  const auto cost = bank_passes(strided(size, stride));
  count.transactions = 10 * cost.transactions;
  count.ideal = 10 * cost.ideal;
  count.stride = stride;
  count.size = size;
  return count;
}

}  // namespace

TEST_CASE("advice: a column of a tile is padded by one element, whatever its type") {
  CHECK(model_advice(conflict(4, 128)) ==
        "32-way bank conflict on `tile`: neighbouring lanes are 128 bytes apart; pad the row from 32 to 33 "
        "elements");
  CHECK_THAT(model_advice(conflict(8, 256)), prep_test::ContainsSubstring("pad the row from 32 to 33"));
  CHECK_THAT(model_advice(conflict(2, 64)), prep_test::ContainsSubstring("pad the row from 32 to 33"));
  CHECK(model_advice(conflict(4, 132)).empty());
}

TEST_CASE("advice: where one more element does not help, none is advised") {
  // Every second word: rows do not exist, and every third word would only be luck.
  CHECK_THAT(model_advice(conflict(4, 8)), !prep_test::ContainsSubstring("pad"));
  CHECK_THAT(model_advice(conflict(4, 8)), prep_test::ContainsSubstring("2-way bank conflict on `tile`"));
}
