// control.h: how the program that hosts kernels steers the sim.
#include <prep/sim/control.h>

#include "sim/check/hooks.h"
#include "sim/engine/launch.h"
#include "sim/report/finding.h"

extern "C" {

void prep_sim_set_schedule(int schedule) { prep::sim::set_schedule(schedule); }
void prep_sim_begin_case(const char* name) { prep::sim::begin_case(name); }
void prep_sim_flush_reports(void) { prep::sim::flush_findings(); }
int prep_sim_checking(void) { return prep::sim::checking(); }
}
