#include "grade/strange_ceilings.h"

#include "catch.h"

namespace prep {
namespace {

// What an H200 gives, about.
GpuCeilings sound() {
  GpuCeilings c;
  c.read_gbs = 4310;
  c.write_gbs = 4100;
  c.copy_gbs = 4250;
  c.triad_gbs = 4350;
  c.bus_gbs = 4917;
  c.l2_gbs = 6500;
  c.shared_gbs = 31000;
  c.fp32_tflops = 60;
  c.tf32_tflops = 400;
  c.bf16_tflops = 780;
  c.fp16_tflops = 790;
  c.fp8_tflops = 1400;
  c.int8_tops = 1300;
  c.launch_us = 4.5;
  c.event_pair_us = 1.5;
  c.queued_launch_us = 2.2;
  c.sm_clock_mhz = 1830;
  c.multiprocessors = 132;
  c.capability = 90;
  return c;
}

TEST_CASE("sound figures are not strange") { CHECK(strange_figures(sound()).empty()); }

TEST_CASE("a GPU without tensor cores, library or known clock is not strange") {
  GpuCeilings c = sound();
  c.tf32_tflops = c.bf16_tflops = c.fp16_tflops = c.fp8_tflops = c.int8_tops = 0;
  c.bus_gbs = 0;
  c.l2_gbs = 0;
  c.capability = 999;
  CHECK(strange_figures(c).empty());
}

TEST_CASE("each figure that cannot be right is said, once and with its numbers") {
  struct Row {
    double GpuCeilings::*figure;
    double value;
    const char* says;
  };
  using G = GpuCeilings;
  const Row row =
      GENERATE(Row{&G::read_gbs, 3300, "read (3300 GB/s) is below four fifths of copy (3400 GB/s)"},
               Row{&G::read_gbs, 0, "read was not measured"},
               Row{&G::copy_gbs, 2500, "copy (2500 GB/s) is below three fifths of read"},
               Row{&G::triad_gbs, 3000, "triad (3000 GB/s) is below"},
               Row{&G::write_gbs, 2000, "write (2000 GB/s) is below half of read"},
               Row{&G::triad_gbs, 5000, "triad (5000 GB/s) is above what the memory bus can move"},
               Row{&G::l2_gbs, 4000, "L2 read (4000 GB/s) is below read from the device memory"},
               Row{&G::shared_gbs, 6000, "shared read (6000 GB/s) is below L2 read"},
               Row{&G::fp32_tflops, 67, "fp32 (67 TFLOP/s) is above what the units can do"},
               Row{&G::fp32_tflops, 30, "fp32 (30 TFLOP/s) is below three fifths"},
               Row{&G::sm_clock_mhz, 300, "fp32 (60 TFLOP/s) is above"},
               Row{&G::bf16_tflops, 500, "bf16 (500 TFLOP/s) is below four fifths of fp16"},
               Row{&G::tf32_tflops, 900, "tf32 (900 TFLOP/s) is above fp16"},
               Row{&G::fp8_tflops, 600, "fp8 (600 TFLOP/s) is below"},
               Row{&G::launch_us, 1.0, "an empty launch (1 us) is below two events"},
               Row{&G::launch_us, 250, "an empty launch (250 us) is above"});
  GpuCeilings c = sound();
  c.*row.figure = row.value;
  const std::vector<std::string> found = strange_figures(c);
  CAPTURE(row.says);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found.front(), prep_test::ContainsSubstring(row.says));
}

TEST_CASE("a CPU whose cores together are slower than one is strange") {
  CpuCeilings c;
  c.cores = 2;
  c.core_read_gbs = c.core_copy_gbs = c.core_triad_gbs = 20;
  c.all_read_gbs = c.all_copy_gbs = c.all_triad_gbs = 38;
  c.core_fma_gflops = 240;
  c.all_fma_gflops = 470;
  CHECK(strange_figures(c).empty());
  c.all_triad_gbs = 10;
  CHECK(strange_figures(c).size() == 1);
  c.all_triad_gbs = 38;
  c.all_fma_gflops = 700;
  CHECK(strange_figures(c).size() == 1);
  c.all_fma_gflops = 0;
  CHECK(strange_figures(c) == std::vector<std::string>{"fp32, all cores was not measured"});
}

TEST_CASE("two measurements that disagree are unsteady: 3 % on a GPU, 10 % on a CPU") {
  CalibrationLines lines;
  lines.figures["read_gbs"] = {4300, 4200, ""};
  lines.figures["copy_gbs"] = {4300, 4000, ""};
  lines.figures["core_read_gbs"] = {20, 18.5, ""};
  lines.figures["all_read_gbs"] = {20, 17, ""};
  CHECK(unsteady_figures(lines, gpu_figures()) ==
        std::vector<std::string>{"two measurements of copy disagree by 7 % (4300 and 4000 GB/s)"});
  CHECK(unsteady_figures(lines, cpu_figures()) ==
        std::vector<std::string>{"two measurements of read, all cores disagree by 15 % (20 and 17 GB/s)"});
}

}  // namespace
}  // namespace prep
