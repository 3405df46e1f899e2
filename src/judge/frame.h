// The bytes of one case that judge and runner share: a header in the input memfd (sealed before the runner
// sees it), the buffers' values behind it, and one slot per call in the output memfd. Fixed-size fields, no
// pointers, no JSON, so that the runner stays small. Offsets are in bytes from the start of their memfd and
// 256-aligned.
#pragma once
#include <cstdint>

namespace prep {

inline constexpr std::uint64_t kFrameMagic = 0x3170657270ull;  // "prep1"
inline constexpr int kMaxBuffers = 24, kMaxParams = 24, kMaxCalls = 16;
inline constexpr std::uint64_t kGuardBytes = 4096;  // on both sides of every guarded buffer, 0xA5
inline constexpr unsigned char kGuardByte = 0xA5, kPoisonByte = 0xFF;

// Universal mutants of `prep dev check`: applied by the runner around a correct call (the learner never meets
// them).
enum class Mutant : std::uint32_t {
  none,
  does_nothing,
  fills_zeros,
  fills_constant,
  copies_input,
  repeats_previous,
  skips_last_element,
  skips_last_block,
  wrong_first_call,
  wrong_middle_call,
  wrong_last_call,
  writes_past_end,
  writes_to_input,
};

// Who gives the inputs their values. by_runner: the pure fills are not in the input memfd, the runner makes
// them on the device from the key of each call; the slot holds outputs only, and behind slot 0 lie the looks
// (looks.h). For measured rows on a GPU, whose shapes are too large to be carried.
enum class Filling : std::uint32_t { by_judge, by_runner };

struct FrameBuffer {
  char name[32];
  std::uint8_t type, role, space, gpu;  // prep::Type, Role, Space
  std::uint8_t fill;                    // prep::Fill::Kind, with its two numbers
  double fill_a, fill_b;
  std::uint32_t element_bytes;
  std::uint64_t elements;   // records: capacity in bytes
  std::uint64_t in_offset;  // of set 0 in the input memfd; set s at + s * in_stride. Not for `out`
  std::uint64_t in_stride;
  std::uint64_t in_bytes[2];  // records: bytes in use of each set
  // In a call's slot, of the leading guard: guard | data | guard, inputs too (what they hold after the call).
  // out records: 8 bytes of length, then `elements` bytes, no guards. in records: not in the slot (0).
  std::uint64_t out_offset;
};
struct FrameParam {
  char name[32];
  double value;
};
struct FrameCall {
  std::uint32_t set, schedule;
};

struct Frame {
  std::uint64_t magic;
  std::uint32_t buffers, params, calls;
  std::uint32_t sets;  // different input values: 1 or 2
  Mutant mutant;
  Filling filling;
  std::uint64_t slot_bytes;  // size of one call's slot in the output memfd
  std::uint64_t nonce;       // the runner's lines carry it
  FrameBuffer buffer[kMaxBuffers];
  FrameParam param[kMaxParams];
  FrameCall call[kMaxCalls];
};

// The head of a call's slot; the buffers follow at their out_offset.
struct SlotHead {
  std::uint64_t magic;      // kFrameMagic when the call came back
  std::int32_t cuda_error;  // of the launch or the synchronisation after the call; 0 = none
  std::uint32_t reserved;
  char cuda_error_name[64];
};

}  // namespace prep
