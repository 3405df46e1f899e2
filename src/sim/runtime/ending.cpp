#include "sim/runtime/ending.h"

#include <cstdlib>
#include <mutex>

#include "sim/report/finding.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/leaks.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/progress.h"
#include "sim/runtime/queue.h"

namespace prep::sim {
namespace {

void finish() {
  const Locked lock(runtime_mutex());
  end_progress();
  run_everything();
  report_unseen_launch_errors();
  report_times_asked_early();
  report_leaks();
  flush_findings();
}

}  // namespace

void finish_at_exit() {
  static std::once_flag once;
  std::call_once(once, [] { std::atexit(finish); });
}

}  // namespace prep::sim
