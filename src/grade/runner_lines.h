// The runner's own lines, read by prep. A learner's program can write to the same channel: nonsense is passed
// over, and what counts is judged by the judge from the outputs.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace prep {

struct RunnerStatus {
  int call = -1;  // the one that began last, from 0
  bool done = false;
  int calls = 0;
  bool equivalent = false;  // of a mutant: what it spoilt was the same in the right answer
  std::string exception;    // that left the learner's function
  std::string inability;    // why the runner itself could not go on
  int machine_error = 0;    // CUDA's number, where the machine is why
};

struct TimedCall {
  double us = 0;
  std::string hash;  // of all outputs
};

// Only a "done" that carries the frame's nonce counts. The answer is the timed call, where the line is one.
std::optional<TimedCall> read_runner_line(std::string_view line, std::string_view nonce,
                                          RunnerStatus& status);

}  // namespace prep
