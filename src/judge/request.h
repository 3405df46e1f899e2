// prep's first line to a judge, and the judge's answers, as data.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/finding.h"
#include "judge/frame.h"
#include "judge/judged_case.h"
#include "judge/lint.h"

namespace prep {

enum class RowKind { check, measure };

struct Request {
  std::string case_json;
  std::uint64_t draw = 0, seed = 0;
  std::vector<FrameCall> calls;
  int outputs = 1;  // memfds 6, 7, …
  Repeats repeats = Repeats::must_agree;
  Mutant mutant = Mutant::none;
  RowKind row = RowKind::check;
  Filling filling = Filling::by_judge;
  bool lint = false;
  bool describe = false;  // only what ready says: nothing is filled, nothing can be checked
};

// Throws std::invalid_argument with a sentence.
Request parse_request(std::string_view line);
Mutant mutant_of(std::string_view name);
std::string_view name_of(Mutant mutant);

// {"check":K,"calls":N}, {"end":true}; of a row that the runner fills: {"judge":K,"key":"<hex>","set":S} for
// the outputs that output K kept of the call with that key, then {"compare":[A,B],"looks":["<hex>",…]}.
struct Command {
  enum class Kind { check, judge, compare, end } kind = Kind::end;
  int output = 0, calls = 0, set = 0;
  int other = 0;  // compare: what `output` is held against
  std::uint64_t key = 0;
  std::vector<std::uint64_t> looks;  // the key of each look, in order
};
Command parse_command(std::string_view line);

struct Ready {
  std::string name;
  const Params& params;
  const std::vector<Buffer>& buffers;
  Work work;
  std::uint64_t nonce = 0;  // 0: nothing can be run
  std::optional<DataLint> lint;
};
std::string ready_line(const Ready& ready);
std::string outcome_line(const Outcome& outcome);
std::string error_line(std::string_view message);

}  // namespace prep
