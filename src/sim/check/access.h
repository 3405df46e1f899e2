// One remembered access to a word of memory, in 16 bytes: who, where in the code, and when in the block's
// life.
#pragma once
#include <cstdint>

namespace prep::sim {

// `earlier_atomic`: the atomic of another thread before the last one, kept in a reader's place. Without it a
// thread that reads plainly what it was the last to change atomically would look alone.
enum class Manner : std::uint8_t { plain = 0, volatile_access = 1, atomic = 2, earlier_atomic = 3 };

// where: block 30 | pc 26 (offset in the program) | thread fences 4 | block fences 4
// when:  launch 12 | barriers passed 16 | thread 10 | bytes of the word 4 | manner 2 | warp clock 20
// The counts of fences stop at 15, which then stands for "published": never an alarm too many. A launch
// number that comes round again finds cleared shadows. A when of 0 is no access: launches count from 1.
struct Access {
  std::uint64_t where = 0, when = 0;

  std::uint32_t block() const { return static_cast<std::uint32_t>(where >> 34); }
  std::uint32_t pc() const { return static_cast<std::uint32_t>(where >> 8) & 0x3ffffff; }
  unsigned thread_fences() const { return static_cast<unsigned>(where >> 4) & 15; }
  unsigned block_fences() const { return static_cast<unsigned>(where) & 15; }
  unsigned launch() const { return static_cast<unsigned>(when >> 52); }
  std::uint64_t segment() const { return when >> 36; }  // launch and barrier
  unsigned thread() const { return static_cast<unsigned>(when >> 26) & 1023; }
  unsigned warp() const { return static_cast<unsigned>(when >> 31) & 31; }
  unsigned bytes() const { return static_cast<unsigned>(when >> 22) & 15; }
  Manner manner() const { return static_cast<Manner>(when >> 20 & 3); }
  std::uint32_t clock() const { return static_cast<std::uint32_t>(when) & 0xfffff; }
  bool none() const { return when == 0; }
  bool is_write_kept() const { return manner() == Manner::earlier_atomic; }
  bool whole_and_plain() const { return (when >> 20 & 63) == 60; }

  void set_manner(Manner m) {
    when = (when & ~(std::uint64_t{3} << 20)) | static_cast<std::uint64_t>(m) << 20;
  }
};

inline constexpr std::uint32_t kBlockMask = (1u << 30) - 1;
inline constexpr unsigned kLaunchNumbers = 1 << 12;
inline constexpr unsigned kFenceLimit = 15;

}  // namespace prep::sim
