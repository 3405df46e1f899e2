// The runner's side of a measured row on a GPU: prep says what to do, word by word.
//   call KEY SET held|free    one timed call, cold; answers
//   {"ns":…,"wall_ns":…,"mhz":…,"gave_up":…,"error":…} look KEY NUMBER           what that call left; answers
//   {"changed":…,"unwritten":…,"guards":…,"late":…} keep                      its outputs into slot 0;
//   answers {"kept":true} stop
#pragma once
#include "runner/buffers.h"
#include "runner/call_bridge.h"
#include "runner/case_memory.h"

namespace prep::runner {

void measure_on_gpu(CaseMemory& memory, Buffers& buffers, CallBridge& bridge);

}  // namespace prep::runner
