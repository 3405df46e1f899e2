// What times a call, or the part of it that the kit's call.cpp names.
#pragma once
#include <chrono>

#include "runner/device.h"

namespace prep::runner {

class Watch {
 public:
  virtual ~Watch() = default;
  virtual void start() = 0;  // all earlier work is done
  // Waits for all work on the devices; the answer is what went wrong there.
  virtual DeviceError stop() = 0;
};

// The host's clock around the call and the wait.
class HostWatch final : public Watch {
 public:
  void start() override { start_ = Clock::now(); }
  DeviceError stop() override {
    const DeviceError error = synchronise();
    time_ += Clock::now() - start_;
    return error;
  }
  std::chrono::nanoseconds time() const { return time_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_;
  std::chrono::nanoseconds time_{0};
};

}  // namespace prep::runner
