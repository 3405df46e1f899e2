// What happens when the program ends: queued work runs, then the findings that only the end can tell.
#pragma once

namespace prep::sim {

void finish_at_exit();  // registers it, once

}  // namespace prep::sim
