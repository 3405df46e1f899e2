// One case, ready to be judged: the kit's judge, the inputs it made, and where everything lies.
#pragma once
#include <prep/judge.h>

#include "judge/frame.h"
#include "judge/inputs.h"

namespace prep {

enum class Repeats { must_agree, may_differ };  // outputs of two calls with the same inputs

struct JudgedCase {
  const Judge& judge;
  Params params;
  Inputs inputs;
  Frame frame;
  Repeats repeats = Repeats::must_agree;
};

}  // namespace prep
