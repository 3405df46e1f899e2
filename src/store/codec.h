// An event as one journal line: a flat JSON object that ends in ,"crc":"<CRC-32C of the bytes before it>"}.
// Unknown keys are ignored; they survive because no line is ever written again. An unknown op becomes
// UnknownOp.
#pragma once
#include <string>
#include <string_view>

#include "study/event.h"

namespace prep {

constexpr int kRecordVersion = 1;  // "v"; a newer one is refused, never guessed at

std::string encode(const Event& event);  // without the newline

enum class LineState { ok, damaged, newer };
struct Decoded {
  LineState state = LineState::damaged;
  Event event;
  std::string why;  // where damaged: "its checksum does not match"
};
Decoded decode(std::string_view line);

}  // namespace prep
