#include "judge/lint.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace prep {
namespace {

struct OutputLint {
  std::size_t buffer = 0;
  Tolerance tolerance;
  double largest = 0, allowed = 0;
  std::vector<bool> seen;
};

class Survey final : public Expect {
 public:
  explicit Survey(const JudgedCase& judged) : buffers_(judged.inputs.buffers()) {
    for (std::size_t b = 0; b < buffers_.size(); ++b) {
      if (buffers_[b].role == Role::in || buffers_[b].type == Type::records) continue;
      OutputLint lint;
      lint.buffer = b;
      lint.tolerance = judged.judge.tolerance(judged.params, buffers_[b].name);
      lint.seen.assign(static_cast<std::size_t>(buffers_[b].elements()), false);
      outputs_.push_back(std::move(lint));
    }
  }

  void value(Name output, Index element, double exact, double magnitude) override {
    OutputLint& lint = outputs_.at(position(output));
    lint.seen.at(static_cast<std::size_t>(element)) = true;
    if (!std::isfinite(exact)) {
      finite_ = false;
      return;
    }
    lint.largest = std::max(lint.largest, std::abs(exact));
    lint.allowed =
        std::max(lint.allowed,
                 lint.tolerance.abs + lint.tolerance.rel * (magnitude < 0 ? std::abs(exact) : magnitude));
  }

  void integer(Name output, Index element, std::int64_t exact) override {
    OutputLint& lint = outputs_.at(position(output));
    lint.seen.at(static_cast<std::size_t>(element)) = true;
    lint.largest = std::max(lint.largest, std::abs(static_cast<double>(exact)));
  }

  DataLint result() const {
    DataLint result;
    result.finite = finite_;
    double least_clear = INFINITY;
    for (const OutputLint& lint : outputs_) {
      const Index seen = std::count(lint.seen.begin(), lint.seen.end(), true);
      result.expected += seen;
      result.uncovered += static_cast<Index>(lint.seen.size()) - seen;
      if (seen == 0) continue;
      const double clear = lint.allowed > 0 ? lint.largest / lint.allowed : (lint.largest > 0 ? 1e300 : 0);
      if (clear >= least_clear) continue;
      least_clear = clear;
      result.max_abs_expected = lint.largest;
      result.max_abs_tolerance = lint.allowed;
      result.output = buffers_[lint.buffer].name;
    }
    return result;
  }

 private:
  std::size_t position(Name output) const {
    for (std::size_t o = 0; o < outputs_.size(); ++o)
      if (buffers_[outputs_[o].buffer].name == output) return o;
    throw std::logic_error("the judge expects values of \"" + std::string(output) +
                           "\", which is no numeric output");
  }
  const std::vector<Buffer>& buffers_;
  std::vector<OutputLint> outputs_;
  bool finite_ = true;
};

}  // namespace

DataLint lint_data(const JudgedCase& judged) {
  Survey survey(judged);
  const Index units = judged.judge.units(judged.params);
  const DataView in = DataView::of_set(judged.inputs, 0);
  for (Index unit = 0; unit < units; ++unit) judged.judge.expected(judged.params, in, unit, survey);
  DataLint result = survey.result();
  if (units == 0) result.uncovered = 0;
  return result;
}

}  // namespace prep
