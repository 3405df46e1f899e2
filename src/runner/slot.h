// The head of a call's slot: the call came back, and what the device said.
#pragma once
#include <cstring>
#include <span>

#include "judge/frame.h"
#include "runner/device.h"

namespace prep::runner {

inline void finish_slot(std::span<std::byte> slot, const DeviceError& error) {
  SlotHead head{};
  head.magic = kFrameMagic;
  head.cuda_error = error.code;
  std::strncpy(head.cuda_error_name, error.name, sizeof head.cuda_error_name - 1);
  std::memcpy(slot.data(), &head, sizeof head);
}

}  // namespace prep::runner
