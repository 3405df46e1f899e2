// Figures that cannot be right: against each other, against what the board can do at most, and against a
// second measurement. Pure. Clauses for a screen, each with its numbers; empty: sound.
#pragma once
#include <string>
#include <vector>

#include "grade/ceilings_lines.h"

namespace prep {

std::vector<std::string> strange_figures(const GpuCeilings& ceilings);
std::vector<std::string> strange_figures(const CpuCeilings& ceilings);

// Two measurements of the same thing that lie more than 3 % apart (a CPU's 10 %: it is never alone).
std::vector<std::string> unsteady_figures(const CalibrationLines& lines,
                                          const std::vector<FigureOf<GpuCeilings>>& figures);
std::vector<std::string> unsteady_figures(const CalibrationLines& lines,
                                          const std::vector<FigureOf<CpuCeilings>>& figures);

// The most fp32 multiply-adds that a multiprocessor starts in a cycle, from the CUDA Programming Guide's
// table of arithmetic throughput; 0: unknown.
int fp32_lanes(int capability);

}  // namespace prep
