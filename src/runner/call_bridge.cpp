#include "runner/call_bridge.h"

#include <string>

#include "runner/inability.h"

namespace prep::runner {
CallBridge::Result CallBridge::run(std::uint32_t set) {
  HostWatch whole, parts;
  const DeviceError error = run(set, &whole, &parts);
  return {error, timed_a_part_ ? parts.time() : whole.time()};
}

DeviceError CallBridge::run(std::uint32_t set, Watch& watch, Extent extent) {
  HostWatch unread;
  return extent == Extent::whole ? run(set, &watch, &unread) : run(set, nullptr, &watch);
}

DeviceError CallBridge::run(std::uint32_t set, Watch* whole, Watch* parts) {
  set_ = set;
  timed_a_part_ = false;
  error_ = {};
  parts_ = parts;
  if (whole != nullptr) whole->start();
  prep_call(*this);
  const DeviceError last = whole != nullptr ? whole->stop() : synchronise();
  return error_.code != 0 ? error_ : last;
}

double CallBridge::f(std::string_view param) const {
  const Frame& frame = memory_.frame();
  for (std::uint32_t p = 0; p < frame.params; ++p)
    if (param == frame.param[p].name) return frame.param[p].value;
  throw Inability("call.cpp asks for parameter \"" + std::string(param) + "\", which the case does not have");
}

std::int64_t CallBridge::i(std::string_view param) const { return static_cast<std::int64_t>(f(param)); }

Reader CallBridge::script(std::string_view name) const {
  const std::size_t buffer = buffers_.find(name);
  const FrameBuffer& at = memory_.frame().buffer[buffer];
  if (!is_records(at) || is_output(at))
    throw Inability("call.cpp reads \"" + std::string(name) + "\" as a script, it is none");
  return Reader(memory_.input(buffer, set_));
}

Writer CallBridge::trace(std::string_view name) {
  const std::size_t buffer = buffers_.find(name);
  const FrameBuffer& at = memory_.frame().buffer[buffer];
  if (!is_records(at) || !is_output(at))
    throw Inability("call.cpp writes \"" + std::string(name) + "\" as a trace, it is none");
  return Writer(buffers_.trace(buffer));
}

void CallBridge::timed(const std::function<void()>& body) {
  // What was started before must not be counted, what is started inside must.
  const DeviceError before = synchronise();
  parts_->start();
  body();
  const DeviceError inside = parts_->stop();
  timed_a_part_ = true;
  if (error_.code == 0) error_ = before.code != 0 ? before : inside;
}

void* CallBridge::address(std::string_view name, int gpu) {
  const std::size_t buffer = buffers_.find(name);
  const FrameBuffer& at = memory_.frame().buffer[buffer];
  if (is_records(at))
    throw Inability("call.cpp asks for the address of \"" + std::string(name) + "\", which holds records");
  if (gpu != 0 && gpu != at.gpu)
    throw Inability("buffer \"" + std::string(name) + "\" is not on GPU " + std::to_string(gpu));
  return buffers_.address(buffer);
}

}  // namespace prep::runner
