#include "runner/buffers.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "runner/inability.h"
#include "runner/sanitizer.h"

namespace prep::runner {
namespace {

Space space_of(const FrameBuffer& buffer) { return static_cast<Space>(buffer.space); }

std::uint64_t hash_bytes(std::uint64_t hash, std::span<const std::byte> bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, &bytes[at], 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  for (; at < bytes.size(); ++at)
    hash = (hash ^ static_cast<std::uint64_t>(bytes[at])) * 0x9E3779B97F4A7C15ull;
  return hash;
}

}  // namespace

Buffers::Buffers(const CaseMemory& memory) : memory_(memory), buffers_(memory.frame().buffers) {
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    const FrameBuffer& at = memory.frame().buffer[b];
    if (is_records(at)) continue;
    Memory& to = buffers_[b];
    to.guard = wants_guards(space_of(at)) ? kGuardBytes : 0;
    to.allocation = allocate(space_of(at), at.gpu, data_bytes(at) + 2 * to.guard);
    to.data = static_cast<std::byte*>(to.allocation) + to.guard;
  }
}

Buffers::~Buffers() {
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    const FrameBuffer& at = memory_.frame().buffer[b];
    if (buffers_[b].allocation == nullptr) continue;
    allow_access(buffers_[b].allocation, data_bytes(at) + 2 * buffers_[b].guard);
    release(space_of(at), at.gpu, buffers_[b].allocation);
  }
}

void Buffers::prepare(std::uint32_t set) {
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    const FrameBuffer& at = memory_.frame().buffer[b];
    Memory& to = buffers_[b];
    to.trace.clear();
    if (to.allocation == nullptr) continue;
    const Space space = space_of(at);
    const std::size_t bytes = data_bytes(at);
    if (to.guard != 0) {
      allow_access(to.allocation, bytes + 2 * to.guard);
      fill_bytes(space, at.gpu, to.allocation, kGuardByte, to.guard);
      fill_bytes(space, at.gpu, to.data + bytes, kGuardByte, to.guard);
    }
    if (at.role == static_cast<std::uint8_t>(Role::out)) {
      fill_bytes(space, at.gpu, to.data, kPoisonByte, bytes);
      mark_unwritten(space, to.data, bytes);
    } else {
      copy_in(space, at.gpu, to.data, memory_.input(b, set).data(), bytes);
    }
    if (to.guard != 0) {
      forbid_access(to.allocation, to.guard);
      forbid_access(to.data + bytes, to.guard);
    }
  }
}

void Buffers::copy_out(std::span<std::byte> slot) {
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    const FrameBuffer& at = memory_.frame().buffer[b];
    Memory& from = buffers_[b];
    const std::size_t bytes = data_bytes(at);
    if (from.allocation != nullptr) {
      if (at.out_offset == 0) continue;  // not in the slot
      std::byte* to = &slot[at.out_offset];
      const Space space = space_of(at);
      if (from.guard != 0) {
        allow_access(from.allocation, bytes + 2 * from.guard);
        prep::runner::copy_out(space, at.gpu, to, from.allocation, bytes + 2 * kGuardBytes);
      } else {
        std::memset(to, kGuardByte, kGuardBytes);
        std::memset(to + kGuardBytes + bytes, kGuardByte, kGuardBytes);
        prep::runner::copy_out(space, at.gpu, to + kGuardBytes, from.data, bytes);
      }
    } else if (is_output(at)) {
      trace_length(at, slot) = from.trace.size();
      std::memcpy(slot_data(at, slot).data(), from.trace.data(),
                  std::min<std::size_t>(from.trace.size(), bytes));
    }
  }
}

void Buffers::leave_blank(std::span<std::byte> slot) { std::memset(slot.data(), kGuardByte, slot.size()); }

std::uint64_t Buffers::hash() {
  std::uint64_t hash = 0;
  std::vector<std::byte> copy;
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    const FrameBuffer& at = memory_.frame().buffer[b];
    if (!is_output(at)) continue;
    if (buffers_[b].allocation == nullptr) {
      hash = hash_bytes(hash, buffers_[b].trace);
    } else if (space_of(at) == Space::device) {
      copy.resize(data_bytes(at));
      prep::runner::copy_out(space_of(at), at.gpu, copy.data(), buffers_[b].data, copy.size());
      hash = hash_bytes(hash, copy);
    } else {
      hash = hash_bytes(hash, {buffers_[b].data, data_bytes(at)});
    }
  }
  return hash;
}

std::size_t Buffers::find(std::string_view name) const {
  std::string known;
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    if (name == memory_.frame().buffer[b].name) return b;
    known += (known.empty() ? "" : ", ") + std::string(memory_.frame().buffer[b].name);
  }
  throw Inability("call.cpp asks for buffer \"" + std::string(name) + "\"; the judge has " + known);
}

}  // namespace prep::runner
