// How the program that hosts a learner's kernels (prep's runner) steers the sim. All are cheap; call them
// from host code while no kernel runs.
#pragma once

extern "C" {
// 0 forward, 1 reverse, >= 2 a seeded shuffle of blocks, warps and lanes. Start value: PREP_SIM_SCHEDULE.
void prep_sim_set_schedule(int schedule);
// Findings from now on belong to this case; the string is copied.
void prep_sim_begin_case(const char* name);
// Writes the findings collected so far to PREP_SIM_REPORT_FD, or to stderr as text.
void prep_sim_flush_reports(void);
// 1 when the learner's object carries the load/store hooks (check build).
int prep_sim_checking(void);
}
