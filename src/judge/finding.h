// What is wrong with the outputs of a run, as data.
#pragma once
#include <prep/judge.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

// In the order in which they win when calls differ.
enum class Wrong { memory_error, crashed, input_modified, nondeterministic, wrong_answer };
std::string_view name_of(Wrong wrong);  // the verdict's name

struct Finding {
  Wrong wrong = Wrong::wrong_answer;
  int call = 0;                     // from 0
  std::string message;              // first sentence, in words
  std::vector<std::string> detail;  // up to five lines
  Index mismatches = 0;
  std::string output;  // the buffer it is about; may be empty
};

struct Outcome {
  std::optional<Finding> finding;
  double max_abs_err = 0;
  std::vector<double> allowed;  // by buffer: the largest |out - exact| that a tolerance allowed; 0 = exact
};

}  // namespace prep
