#include "grade/ceilings_lines.h"

#include "catch.h"

namespace prep {
namespace {

CalibrationLines lines_of(std::initializer_list<const char*> all) {
  CalibrationLines lines;
  for (const char* line : all) lines.add(line);
  return lines;
}

TEST_CASE("lines become figures, facts and reasons") {
  CalibrationLines lines;
  CHECK(lines.add(R"({"fact":"l2_bytes","value":52428800})").empty());
  CHECK(lines.add(R"({"figure":"read_gbs","value":4300,"spread":0.001,"samples":20,"how":"wide loads"})") ==
        "read_gbs");
  CHECK(lines.add(R"({"figure":"fp8_tflops","missing":"no cuBLASLt"})") == "fp8_tflops");
  CHECK(lines.state == CalibrationLines::State::going);
  lines.add(R"({"end":true})");
  CHECK(lines.state == CalibrationLines::State::ended);
  GpuCeilings c;
  put(lines, c);
  CHECK(c.l2_bytes == 52428800);
  CHECK(c.read_gbs == 4300);
  CHECK(c.how["read_gbs"] == "wide loads");
  CHECK(c.missing["fp8_tflops"] == "no cuBLASLt");
  CHECK(c.missing["copy_gbs"] == "it was not measured");
  CHECK(c.missing.count("read_gbs") == 0);
}

TEST_CASE("of two measurements the better one counts: the higher rate, the lower time") {
  const CalibrationLines lines = lines_of({
      R"({"figure":"read_gbs","value":4200,"how":"a"})",
      R"({"figure":"read_gbs","value":4300,"how":"b"})",
      R"({"figure":"launch_us","value":5.0})",
      R"({"figure":"launch_us","value":4.0})",
  });
  CHECK(lines.figures.at("read_gbs").value == 4300);
  CHECK(lines.figures.at("read_gbs").other == 4200);
  CHECK(lines.figures.at("read_gbs").how == "b");
  CHECK(lines.figures.at("launch_us").value == 4);
  CHECK(lines.figures.at("launch_us").disagreement() == 0.25);
}

TEST_CASE("a line that cannot be read is no figure") {
  CalibrationLines lines;
  for (const char* line : {"", "nonsense", "[1]", "null", R"({"figure":"read_gbs","value":"many"})",
                           R"({"figure":"read_gbs","value":0})", R"({"figure":"read_gbs","value":-1})",
                           R"({"figure":7,"value":1})", R"({"figure":"read_gbs","val)"}) {
    CAPTURE(line);
    lines.add(line);
    CHECK(lines.figures.empty());
  }
  CHECK(lines.state == CalibrationLines::State::going);
  lines.add(R"({"error":"the GPU cannot be opened; look"})");
  CHECK(lines.error == "the GPU cannot be opened; look");
}

TEST_CASE("a CPU's lines") {
  const CalibrationLines lines =
      lines_of({R"({"fact":"cores","value":2})", R"({"figure":"core_triad_gbs","value":21.5})"});
  CpuCeilings c;
  put(lines, c);
  CHECK(c.cores == 2);
  CHECK(c.core_triad_gbs == 21.5);
}

}  // namespace
}  // namespace prep
