// A cloze: a sentence whose [gaps] are asked. Brackets within `code` are code.
#pragma once
#include <string>

namespace prep {

struct Cloze {
  std::string question;  // "a warp has […] lanes"
  std::string answer;    // "32"; two gaps: "32; 4"
  std::string problem;   // why it cannot be asked, and what to do; "" where it can
};
Cloze read_cloze(const std::string& sentence);

}  // namespace prep
