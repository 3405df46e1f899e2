// prep::Call over the runner's buffers.
#pragma once
#include <prep/call.h>

#include <chrono>

#include "runner/buffers.h"
#include "runner/case_memory.h"
#include "runner/watch.h"

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
  // The same under a watch of the caller's: on the whole call, or on the parts that call.cpp names by
  // timed().
  enum class Extent { whole, parts };
  DeviceError run(std::uint32_t set, Watch& watch, Extent extent);
  bool timed_a_part() const { return timed_a_part_; }  // in the last call

  std::int64_t i(std::string_view param) const override;
  double f(std::string_view param) const override;
  Reader script(std::string_view buffer) const override;
  Writer trace(std::string_view buffer) override;
  void timed(const std::function<void()>& body) override;
  void* address(std::string_view buffer, int gpu) override;

 private:
  DeviceError run(std::uint32_t set, Watch* whole, Watch* parts);
  const CaseMemory& memory_;
  Buffers& buffers_;
  std::uint32_t set_ = 0;
  bool timed_a_part_ = false;
  Watch* parts_ = nullptr;  // of the call under way
  DeviceError error_;
};

}  // namespace prep::runner
