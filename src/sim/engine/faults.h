// Signals that a CUDA thread's own mistake raises: SIGSEGV and SIGBUS (wild pointers, full local memory),
// SIGFPE, SIGILL (code that the compiler proved meaningless). They become a finding and exit 86. Faults of
// host code keep the system's default.
#pragma once

namespace prep::sim {

void install_fault_handlers();  // once per process
void install_fault_stack();     // once per host thread that runs blocks

}  // namespace prep::sim
