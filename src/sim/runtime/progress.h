// A GPU works on by itself. Here queued work waits for the program's next synchronisation; a program that
// waits for a host function, or for a flag in pinned or managed memory, without any call of CUDA would wait
// for ever. So a thread looks: when nothing has moved for half a second, it runs what is queued.
#pragma once

namespace prep::sim {

// Called with each operation queued. `for_certain`: a host function, whose effect the program may wait for.
void note_progress_wanted(bool for_certain);
// From now on the program has memory through which a kernel can talk to the host while it runs.
void note_host_visible_memory();
void end_progress();  // under the runtime's lock, for good

}  // namespace prep::sim
