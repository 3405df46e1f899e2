// How each command's words become its value: one function per command. Each declares its options, finishes,
// converts.
#pragma once
#include "cli/command.h"
#include "cli/options.h"

namespace prep {

Command read_today(Options& o);
Command read_start(Options& o);
Command read_next(Options& o);
Command read_done(Options& o);
Command read_skip(Options& o);
Command read_undo(Options& o);
Command read_redo(Options& o);
Command read_list(Options& o);
Command read_show(Options& o);
Command read_read(Options& o);
Command read_edit(Options& o);
Command read_run(Options& o);
Command read_hint(Options& o);
Command read_solution(Options& o);
Command read_reset(Options& o);
Command read_checklist(Options& o);
Command read_status(Options& o);
Command read_log(Options& o);
Command read_search(Options& o);
Command read_note(Options& o);
Command read_doctor(Options& o);
Command read_calibrate(Options& o);
Command read_sim(Options& o);
Command read_dev_check(Options& o);
Command read_dev_bench(Options& o);
Command read_tour(Options& o);
Command read_completion(Options& o);
Command read_import(Options& o);

}  // namespace prep
