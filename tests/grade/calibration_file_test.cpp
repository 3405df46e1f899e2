#include "grade/calibration_file.h"

#include "catch.h"
#include "fakes.h"
#include "grade/calibrate.h"

namespace prep {
namespace {

GpuCeilings measured() {
  GpuCeilings c;
  c.gpu = "NVIDIA H200";
  c.uuid = "GPU-1234";
  c.driver = "580.1";
  c.power_limit_w = 700;
  c.date = "2026-05-01T10:00:00.000Z";
  c.program = "abc";
  double value = 1;
  for (const auto& figure : gpu_figures()) c.*figure.value = value++;
  c.how["read_gbs"] = "wide loads";
  c.missing["fp8_tflops"] = "no library";
  c.l2_bytes = 62914560;
  c.multiprocessors = 132;
  c.capability = 90;
  c.bus_gbs = 4917;
  return c;
}

TEST_CASE("GPU ceilings survive their file") {
  const GpuCeilings c = measured();
  const auto read = gpu_ceilings_of(to_json(c));
  REQUIRE(read);
  for (const auto& figure : gpu_figures()) CHECK((*read).*figure.value == c.*figure.value);
  CHECK(to_json(*read) == to_json(c));
  CHECK(read->l2_bytes == 62914560);
  CHECK(read->missing == c.missing);
}

TEST_CASE("CPU ceilings survive their file") {
  CpuCeilings c;
  c.cpu = "Some CPU";
  c.compiler = "g++";
  c.cores = 4;
  c.strange = {"a", "b"};
  double value = 1;
  for (const auto& figure : cpu_figures()) c.*figure.value = value++;
  const auto read = cpu_ceilings_of(to_json(c));
  REQUIRE(read);
  CHECK(to_json(*read) == to_json(c));
}

TEST_CASE("a damaged file, or one of another format, is none") {
  const std::string good = to_json(measured());
  CHECK_FALSE(gpu_ceilings_of(""));
  CHECK_FALSE(gpu_ceilings_of(good.substr(0, good.size() / 2)));
  CHECK_FALSE(gpu_ceilings_of("[]"));
  for (const char* name : {"\"format\": 1", "\"read_gbs\": 1.0", "\"uuid\": \"GPU-1234\""}) {
    CAPTURE(name);
    std::string text = good;
    const std::size_t at = text.find(name);
    REQUIRE(at != std::string::npos);
    text.replace(at, 3, "\"x_");
    CHECK_FALSE(gpu_ceilings_of(text));
  }
  std::string newer = good;
  newer.replace(newer.find("\"format\": 1"), 11, "\"format\": 2");
  CHECK_FALSE(gpu_ceilings_of(newer));
}

TEST_CASE("another driver or power limit is another file, and so is another compiler") {
  GpuDevice gpu;
  gpu.uuid = "GPU-12/../34";
  gpu.driver = "580.1";
  gpu.power_limit_w = 700;
  const auto file = calibration_file(gpu);
  CHECK(file.filename() == "gpu-GPU-12_.._34-580.1-700W.json");
  gpu.power_limit_w = 500;
  CHECK(calibration_file(gpu) != file);
  gpu.power_limit_w = 700;
  gpu.driver = "580.2";
  CHECK(calibration_file(gpu) != file);
  CHECK(calibration_file("cpu", 2, "g++") == calibration_file("cpu", 2, "g++"));
  CHECK(calibration_file("cpu", 2, "g++") != calibration_file("cpu", 2, "clang++"));
  CHECK(calibration_file("cpu", 2, "g++") != calibration_file("cpu", 4, "g++"));
}

TEST_CASE("kept figures go stale by age, program and a clock that was set back") {
  const GpuCeilings c = measured();
  const auto at = [](const char* iso) { return parse_moment(iso); };
  CHECK(stale_words(c, "abc", at("2026-05-01T10:00:05Z")).empty());
  CHECK(stale_words(c, "abc", at("2026-05-31T09:59:59Z")).empty());
  CHECK_THAT(stale_words(c, "abc", at("2026-05-31T10:00:01Z")), prep_test::ContainsSubstring("30 days"));
  CHECK_THAT(stale_words(c, "xyz", at("2026-05-01T10:00:05Z")), prep_test::ContainsSubstring("compiler"));
  CHECK(stale_words(c, "", at("2026-05-01T10:00:05Z"))
            .empty());  // no nvcc any more: nothing could replace them
  CHECK_THAT(stale_words(c, "abc", at("2026-04-30T10:00:00Z")), prep_test::ContainsSubstring("future"));
  GpuCeilings undated = c;
  undated.date = "yesterday";
  CHECK_FALSE(stale_words(undated, "abc", at("2026-05-01T10:00:05Z")).empty());
}

TEST_CASE("strange figures hold for an hour") {
  GpuCeilings c = measured();
  c.strange = {"read is below copy"};
  CHECK(stale_words(c, "abc", parse_moment("2026-05-01T10:59:59Z")).empty());
  CHECK_THAT(stale_words(c, "abc", parse_moment("2026-05-01T11:00:01Z")),
             prep_test::ContainsSubstring("read is below copy"));
}

TEST_CASE("a file that cannot be written is no failure") {
  const prep_test::TempDir folder;
  prep_test::spill(folder / "taken", "a file where a folder is wanted");
  keep_ceilings(folder.path() / "taken" / "gpu.json", "{}");
  CHECK_FALSE(read_gpu_ceilings(folder.path() / "taken" / "gpu.json"));
  keep_ceilings(folder.path() / "new" / "gpu.json", to_json(measured()));
  CHECK(read_gpu_ceilings(folder.path() / "new" / "gpu.json"));
}

TEST_CASE("the CPU's name, and what tells it apart where a virtual machine hides it") {
  const CpuIdentity intel = parse_cpuinfo(
      "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\nmodel name\t: Intel(R) "
      "Xeon(R)\n"
      "stepping\t: 8\n\nprocessor\t: 1\nmodel name\t: another\n");
  CHECK(intel.name == "Intel(R) Xeon(R)");
  CHECK(intel.details == "cpu family 6, model 143, model name Intel(R) Xeon(R), stepping 8");
  const CpuIdentity arm = parse_cpuinfo("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd4f\n\n");
  CHECK(arm.name == "CPU implementer 0x41, CPU part 0xd4f");
  CHECK(parse_cpuinfo("").name == "unknown CPU");
}

}  // namespace
}  // namespace prep
