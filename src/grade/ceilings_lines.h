// What the measuring programs say (src/calibrate/say.h), read back. Pure.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "grade/ceilings.h"

namespace prep {

struct MeasuredFigure {
  double value = 0, other = 0;  // the better of two measurements, and the other one
  std::string how;
  // How far the two lie apart, as a part of the better one; 0 where there is one only.
  double disagreement() const;
};

struct CalibrationLines {
  std::map<std::string, MeasuredFigure> figures;
  std::map<std::string, std::string> missing;
  std::map<std::string, double> facts;
  std::string error;  // a sentence of the program's own
  enum class State { going, ended } state = State::going;

  // One line; says which figure it was about, "" for anything else. A line that cannot be read is no figure:
  // the run then lacks what it should have said.
  std::string add(std::string_view line);
};

void put(const CalibrationLines& lines, GpuCeilings& ceilings);
void put(const CalibrationLines& lines, CpuCeilings& ceilings);

}  // namespace prep
