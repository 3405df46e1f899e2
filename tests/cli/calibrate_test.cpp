// prep calibrate through the real program, on a machine of fakes: nvidia-smi, nvcc and the C++ compiler are
// scripts, and what the compilers "build" says canned lines.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/learner.h"

using namespace prep_test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

class FakeMachine {
 public:
  explicit FakeMachine(Learner& learner) : learner_(learner), folder_(learner.folder() / "machine") {
    // Its own folder first; the shell and its tools lie where they always do.
    learner.set("PATH", (folder_ / "bin").string() + ":/usr/bin:/bin");
    learner.set("CXX", (folder_ / "bin/fake-g++").string());
    compiler("fake-g++", "cpu");
    says("cpu", cpu_lines());
  }

  void has_gpu(const std::string& driver = "580.1", const std::string& watts = "700.00",
               int utilization = 0) {
    script("nvidia-smi", "echo '0, NVIDIA H200, GPU-11, " + driver + ", 9.0, 143771, 143000, " +
                             std::to_string(utilization) + ", " + watts + "'");
    says("gpu", gpu_lines());
  }
  void has_nvcc() { compiler("nvcc", "gpu"); }

  // What the program prints in its n-th run, or in every other one.
  void says(const std::string& program, const std::string& lines, int run = 0) {
    write(folder_ / (program + (run > 0 ? "." + std::to_string(run) : "")), lines);
  }
  int runs(const std::string& program) const { return count(program + ".runs"); }
  int builds(const std::string& program) const { return count(program + ".builds"); }
  void script(const std::string& name, const std::string& body) {
    write(folder_ / "bin" / name, "#!/bin/sh\n" + body + "\n");
    fs::permissions(folder_ / "bin" / name, fs::perms::owner_all);
  }

  static std::string figure(const std::string& name, double value) {
    return json{{"figure", name}, {"value", value}, {"spread", 0.001}, {"samples", 20}, {"how", "as told"}}
               .dump() +
           "\n";
  }
  static std::string gpu_lines(double read = 4310) {
    std::string text = R"({"fact":"multiprocessors","value":132})"
                       "\n"
                       R"({"fact":"capability","value":90})"
                       "\n"
                       R"({"fact":"l2_bytes","value":62914560})"
                       "\n"
                       R"({"fact":"bus_gbs","value":4917})"
                       "\n";
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, double>>{{"read_gbs", read},
                                                               {"write_gbs", 4100},
                                                               {"copy_gbs", 4250},
                                                               {"triad_gbs", 4350},
                                                               {"l2_gbs", 6500},
                                                               {"shared_gbs", 31000},
                                                               {"fp32_tflops", 60},
                                                               {"tf32_tflops", 400},
                                                               {"bf16_tflops", 780},
                                                               {"fp16_tflops", 790},
                                                               {"int8_tops", 1300},
                                                               {"launch_us", 4.5},
                                                               {"event_pair_us", 1.5},
                                                               {"queued_launch_us", 2.2},
                                                               {"sm_clock_mhz", 1830}})
      text += figure(name, value);
    return text + R"({"figure":"fp8_tflops","missing":"the library has no fp8 product for this GPU"})"
                  "\n"
                  R"({"end":true})"
                  "\n";
  }
  static std::string cpu_lines() {
    std::string text = R"({"fact":"cores","value":2})"
                       "\n";
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, double>>{{"core_read_gbs", 15.5},
                                                               {"core_copy_gbs", 22.7},
                                                               {"core_triad_gbs", 21.5},
                                                               {"core_fma_gflops", 242},
                                                               {"all_read_gbs", 29.5},
                                                               {"all_copy_gbs", 42.6},
                                                               {"all_triad_gbs", 40.6},
                                                               {"all_fma_gflops", 467}})
      text += figure(name, value);
    return text + R"({"end":true})"
                  "\n";
  }

 private:
  // A "compiler": its last word is the output.
  void compiler(const std::string& name, const std::string& program) {
    const std::string at = (folder_ / program).string();
    script(name,
           "for word; do out=$word; done\n"
           "echo x >> " +
               at +
               ".builds\n"
               "cat > \"$out\" <<'END'\n"
               "#!/bin/sh\n"
               "echo x >> " +
               at +
               ".runs\n"
               "n=$(wc -l < " +
               at +
               ".runs)\n"
               "echo \"$CUDA_VISIBLE_DEVICES\" > " +
               at +
               ".visible\n"
               "if [ -e " +
               at + ".$n ]; then cat " + at + ".$n >&3; else cat " + at +
               " >&3; fi\n"
               "END\n"
               "chmod +x \"$out\"");
  }
  int count(const std::string& name) const {
    if (!fs::exists(folder_ / name)) return 0;
    const std::string text = text_of(folder_ / name);
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  }

  Learner& learner_;
  fs::path folder_;

 public:
  std::string visible() const { return text_of(folder_ / "gpu.visible"); }
};

json calibrate(Learner& learner, std::vector<std::string> args = {}) {
  args.insert(args.begin(), "calibrate");
  args.emplace_back("--json");
  const Said said = learner.prep(args);
  CAPTURE(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.err.empty());
  json object = json::parse(said.out);
  CHECK(object["schema"] == "prep.calibrate/1");
  return object;
}

TEST_CASE("calibrate measures GPU and CPU once and keeps the figures") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  const json first = calibrate(learner);
  CHECK(first["gpu"]["measured"] == "now");
  CHECK(first["gpu"]["name"] == "NVIDIA H200");
  CHECK(first["gpu"]["power_limit_w"] == 700);
  CHECK(first["gpu"]["figures"]["read_gbs"] == 4310);
  CHECK(first["gpu"]["figures"]["fp8_tflops"].is_null());
  CHECK(first["gpu"]["missing"]["fp8_tflops"] == "the library has no fp8 product for this GPU");
  CHECK(first["gpu"]["strange"].empty());
  CHECK(first["gpu_missing"].is_null());
  CHECK(first["cpu"]["figures"]["core_fma_gflops"] == 242);
  CHECK(machine.visible() == "GPU-11\n");

  const json second = calibrate(learner);
  CHECK(second["gpu"]["measured"] == "before");
  CHECK(second["cpu"]["measured"] == "before");
  CHECK(second["gpu"]["figures"] == first["gpu"]["figures"]);
  CHECK(machine.runs("gpu") == 1);
  CHECK(machine.runs("cpu") == 1);

  CHECK(calibrate(learner, {"--force"})["gpu"]["measured"] == "now");
  CHECK(machine.runs("gpu") == 2);
  CHECK(machine.builds("gpu") == 1);
  CHECK(calibrate(learner, {"--cpu", "--force"})["gpu"].is_null());
  CHECK(machine.runs("gpu") == 2);
  CHECK(calibrate(learner, {"--gpu", "0"})["cpu"].is_null());
}

TEST_CASE("another driver, another power limit, a new toolkit or a month later: measured again") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  calibrate(learner, {"--gpu", "0"});
  SECTION("driver") { machine.has_gpu("590.2"); }
  SECTION("power limit") { machine.has_gpu("580.1", "500.00"); }
  SECTION("toolkit") { machine.script("nvcc", text_of(learner.folder() / "machine/bin/nvcc") + "# newer"); }
  SECTION("a month") { learner.at("2026-12-23T19:30:00+01:00"); }
  CHECK(calibrate(learner, {"--gpu", "0"})["gpu"]["measured"] == "now");
  CHECK(calibrate(learner, {"--gpu", "0"})["gpu"]["measured"] == "before");
  CHECK(machine.runs("gpu") == 2);
}

TEST_CASE("strange figures are measured a second time, and said where they stay") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  machine.says("gpu", FakeMachine::gpu_lines(3000), 1);
  SECTION("the second run is sound") {
    const json answer = calibrate(learner, {"--gpu", "0"});
    CHECK(machine.runs("gpu") == 2);
    CHECK(answer["gpu"]["figures"]["read_gbs"] == 4310);
    CHECK(answer["gpu"]["strange"].empty());
  }
  SECTION("so is the second run") {
    machine.says("gpu", FakeMachine::gpu_lines(3000));
    const json answer = calibrate(learner, {"--gpu", "0"});
    CHECK(machine.runs("gpu") == 2);
    REQUIRE(answer["gpu"]["strange"].size() == 1);
    CHECK_THAT(answer["gpu"]["strange"][0].get<std::string>(), ContainsSubstring("read (3000 GB/s)"));
    CHECK_THAT(learner.prep({"doctor"}).out, ContainsSubstring("strange: read"));
    CHECK(calibrate(learner, {"--gpu", "0"})["gpu"]["measured"] == "before");
    learner.at("2026-11-22T20:31:00+01:00");  // an hour later
    CHECK(calibrate(learner, {"--gpu", "0"})["gpu"]["measured"] == "now");
  }
}

TEST_CASE("a GPU that somebody else uses is measured, and that is said") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu("580.1", "700.00", 37);
  machine.has_nvcc();
  const json answer = calibrate(learner, {"--gpu", "0"});
  REQUIRE(answer["gpu"]["strange"].size() == 1);
  CHECK_THAT(answer["gpu"]["strange"][0].get<std::string>(), ContainsSubstring("37 %"));
}

TEST_CASE("without a GPU the CPU is measured and one sentence says what is missing") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  SECTION("no driver") {
    machine.script("nvidia-smi", "exit 9");
    CHECK_THAT(calibrate(learner)["gpu_missing"].get<std::string>(), ContainsSubstring("nvidia-smi"));
  }
  SECTION("an answer without GPUs, asked for one") {
    machine.script("nvidia-smi", "exit 9");
    const Said said = learner.prep({"calibrate", "--gpu", "0"});
    CHECK(said.code == 3);
    CHECK(said.out.empty());
    CHECK(machine.runs("cpu") == 0);
  }
  SECTION("a GPU of another number") {
    machine.has_gpu();
    machine.has_nvcc();
    const Said said = learner.prep({"calibrate", "--gpu", "3"});
    CHECK(said.code == 3);
    CHECK_THAT(said.err, ContainsSubstring("there is no GPU 3; nvidia-smi -L"));
  }
}

TEST_CASE("what keeps a GPU from being measured is a sentence with the next step") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  const char* says = "";
  SECTION("nvcc fails") {
    machine.script("nvcc",
                   "echo 'In file included from x' >&2; echo 'nvcc fatal   : Unsupported gpu' >&2; exit 1");
    says = "nvcc cannot build the program that measures (nvcc fatal   : Unsupported gpu); see that";
  }
  SECTION("the program gives up") {
    machine.says("gpu", R"({"error":"the GPU cannot be opened (old driver); update the driver"})"
                        "\n");
    says = "the GPU cannot be opened (old driver); update the driver";
  }
  SECTION("the program ends in the middle") {
    machine.says("gpu", FakeMachine::figure("read_gbs", 4300));
    says = "did not come to its end (exit status 0); run it again: prep calibrate --force";
  }
  const Said said = learner.prep({"calibrate"});
  CHECK(said.code == 3);
  CHECK(said.out.empty());
  CHECK_THAT(said.err, ContainsSubstring(says));
  CHECK(std::count(said.err.begin(), said.err.end(), '\n') == 1);
}

TEST_CASE("doctor shows the ceilings that hold, and the command where there are none") {
  Learner learner(fixtures());
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  CHECK_THAT(learner.prep({"doctor"}).out, ContainsSubstring("GPU 0 is not measured yet: prep calibrate"));
  calibrate(learner);
  const std::string now = learner.prep({"doctor"}).out;
  CHECK_THAT(now, ContainsSubstring("GPU 0: read 4310, copy 4250 GB/s, fp32 60.0, bf16 780"));
  CHECK_THAT(now, ContainsSubstring("2026-11-22 19:30"));
  CHECK_THAT(now, ContainsSubstring("CPU: triad 21.5 GB/s, fp32 242 GFLOP/s a core"));
  learner.at("2027-01-22T19:30:00+01:00");
  CHECK_THAT(learner.prep({"doctor"}).out, ContainsSubstring("no longer hold"));
}

TEST_CASE("the calibration's screen fits 40 and 80 columns") {
  Learner learner(fixtures());
  learner.set("NO_COLOR", "1");
  FakeMachine machine(learner);
  machine.has_gpu();
  machine.has_nvcc();
  machine.says("gpu", FakeMachine::gpu_lines(3000));
  calibrate(learner);
  const int width = GENERATE(40, 80);
  const std::string screen = learner.on_terminal({"calibrate"}, width).out;
  CHECK_THAT(screen, ContainsSubstring("4250"));
  CHECK_THAT(screen, ContainsSubstring("strange"));
  CHECK_THAT(screen, ContainsSubstring("- no fp8: the library"));
  CHECK_THAT(screen, ContainsSubstring("Next: prep calibrate --force"));
  std::size_t at = 0;
  while (at < screen.size()) {
    const std::size_t end = std::min(screen.find('\n', at), screen.size());
    const std::string line = screen.substr(at, end - at);
    CAPTURE(width, line);
    CHECK(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }) <= width);
    at = end + 1;
  }
}

}  // namespace
