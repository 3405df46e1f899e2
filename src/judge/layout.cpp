#include "judge/layout.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "judge/types.h"

namespace prep {
namespace {

std::uint64_t aligned(std::uint64_t bytes) { return (bytes + 255) / 256 * 256; }

}  // namespace

std::uint64_t data_bytes(const FrameBuffer& buffer) { return buffer.elements * buffer.element_bytes; }
bool is_records(const FrameBuffer& buffer) { return buffer.type == static_cast<std::uint8_t>(Type::records); }
bool is_output(const FrameBuffer& buffer) { return buffer.role != static_cast<std::uint8_t>(Role::in); }
bool in_slot(const Frame& frame, const FrameBuffer& buffer) {
  return is_output(buffer) || (!is_records(buffer) && frame.filling == Filling::by_judge);
}

Frame lay_out(const Inputs& inputs, const Params& params, const FrameOptions& options) {
  if (options.calls.empty() || options.calls.size() > kMaxCalls)
    throw std::invalid_argument("a case has 1 to " + std::to_string(kMaxCalls) + " calls");
  Frame frame{};
  frame.magic = kFrameMagic;
  frame.buffers = static_cast<std::uint32_t>(inputs.buffers().size());
  frame.params = static_cast<std::uint32_t>(params.all().size());
  frame.calls = static_cast<std::uint32_t>(options.calls.size());
  frame.sets = static_cast<std::uint32_t>(inputs.sets());
  frame.mutant = options.mutant;
  frame.nonce = options.nonce;
  frame.filling = options.filling;
  std::copy(options.calls.begin(), options.calls.end(), frame.call);
  for (const FrameCall& call : options.calls)
    if (call.set >= frame.sets)
      throw std::invalid_argument("a call asks for input set " + std::to_string(call.set));

  std::uint64_t in_at = aligned(sizeof(Frame)), out_at = aligned(sizeof(SlotHead));
  for (std::size_t b = 0; b < inputs.buffers().size(); ++b) {
    const Buffer& from = inputs.buffers()[b];
    FrameBuffer& to = frame.buffer[b];
    std::memcpy(to.name, from.name.data(), from.name.size());
    to.type = static_cast<std::uint8_t>(from.type);
    to.role = static_cast<std::uint8_t>(from.role);
    to.space = static_cast<std::uint8_t>(from.space);
    to.gpu = static_cast<std::uint8_t>(from.gpu);
    to.fill = static_cast<std::uint8_t>(from.fill.kind);
    to.fill_a = from.fill.a;
    to.fill_b = from.fill.b;
    to.element_bytes = static_cast<std::uint32_t>(size_of(from.type));
    to.elements = static_cast<std::uint64_t>(from.elements());
    if (from.role != Role::out) {
      to.in_offset = in_at;
      for (int set = 0; set < inputs.sets(); ++set) {
        to.in_bytes[set] = inputs.bytes(set, b).size();
        to.in_stride = std::max(to.in_stride, aligned(to.in_bytes[set]));
      }
      in_at += to.in_stride * static_cast<std::uint64_t>(inputs.sets());
    }
    if (in_slot(frame, to)) {
      to.out_offset = out_at;
      out_at += aligned(is_records(to) ? 8 + data_bytes(to) : data_bytes(to) + 2 * kGuardBytes);
    }
  }
  frame.slot_bytes = out_at;
  std::size_t p = 0;
  for (const auto& [name, value] : params.all()) {
    std::memcpy(frame.param[p].name, name.data(), name.size());
    frame.param[p++].value = value;
  }
  return frame;
}

std::uint64_t input_bytes(const Frame& frame) {
  std::uint64_t end = aligned(sizeof(Frame));
  for (std::uint32_t b = 0; b < frame.buffers; ++b)
    end = std::max(end, frame.buffer[b].in_offset + frame.buffer[b].in_stride * frame.sets);
  return end;
}

}  // namespace prep
