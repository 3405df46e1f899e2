#include "judge/finding.h"

namespace prep {

std::string_view name_of(Wrong wrong) {
  switch (wrong) {
    case Wrong::memory_error:
      return "memory_error";
    case Wrong::crashed:
      return "crashed";
    case Wrong::input_modified:
      return "input_modified";
    case Wrong::nondeterministic:
      return "nondeterministic";
    case Wrong::wrong_answer:
      return "wrong_answer";
  }
  return "wrong_answer";
}

}  // namespace prep
