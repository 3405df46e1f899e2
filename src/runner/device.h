// The memory and the order of work of one backend: device_host.cpp for plain C++, device_cuda.cpp for the sim
// and for CUDA.
#pragma once
#include <prep/judge.h>

#include <cstddef>

namespace prep::runner {

// What went wrong on the device since the last call; code 0 = nothing. Names are the backend's own strings.
struct DeviceError {
  int code = 0;
  const char* name = "";
};

// Never null, also for 0 bytes; 256-aligned. Throws Inability.
void* allocate(Space space, int gpu, std::size_t bytes);
void release(Space space, int gpu, void* address);

// Between host memory of ours and a buffer. All are complete when they return.
void copy_in(Space space, int gpu, void* to, const void* from, std::size_t bytes);
void copy_out(Space space, int gpu, void* to, const void* from, std::size_t bytes);
void fill_bytes(Space space, int gpu, void* to, unsigned char value, std::size_t bytes);

// Waits for all work on all devices; takes launch and sticky errors.
DeviceError synchronise();

// False where the backend watches the bounds of this memory itself and wants the allocation exact.
bool wants_guards(Space space);
// The buffer's content counts as never written (the sim then reports reads of it).
void mark_unwritten(Space space, void* address, std::size_t bytes);

void set_schedule(int schedule);
void begin_case(const char* name);
void end_run();  // findings that wait are reported

}  // namespace prep::runner
