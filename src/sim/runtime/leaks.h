// Memory that the program never freed: told at its end, when PREP_SIM_LEAKS=1 asks for it.
#pragma once

namespace prep::sim {

void report_leaks();

}  // namespace prep::sim
