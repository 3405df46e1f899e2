// prep::Call over the runner's buffers.
#pragma once
#include <prep/call.h>

#include <chrono>

#include "runner/buffers.h"
#include "runner/case_memory.h"

namespace prep::runner {

class CallBridge final : public Call {
 public:
  CallBridge(const CaseMemory& memory, Buffers& buffers) : memory_(memory), buffers_(buffers) {}

  // One whole call with the buffers as they are: prep_call, the wait for the device, its error, and the time.
  struct Result {
    DeviceError error;
    std::chrono::nanoseconds time{0};
  };
  Result run(std::uint32_t set);

  std::int64_t i(std::string_view param) const override;
  double f(std::string_view param) const override;
  Reader script(std::string_view buffer) const override;
  Writer trace(std::string_view buffer) override;
  void timed(const std::function<void()>& body) override;
  void* address(std::string_view buffer, int gpu) override;

 private:
  const CaseMemory& memory_;
  Buffers& buffers_;
  std::uint32_t set_ = 0;
  bool timed_a_part_ = false;
  std::chrono::nanoseconds part_{0};
  DeviceError error_;
};

}  // namespace prep::runner
