#include "judge/values.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "judge/around.h"
#include "judge/layout.h"
#include "judge/output_comparison.h"
#include "judge/pattern.h"
#include "judge/types.h"

namespace prep {
namespace {

using Spans = std::vector<std::span<const std::byte>>;

std::optional<Finding> over_capacity(const JudgedCase& judged, std::span<const std::byte> slot) {
  for (std::uint32_t b = 0; b < judged.frame.buffers; ++b) {
    const FrameBuffer& at = judged.frame.buffer[b];
    if (!is_output(at) || !is_records(at)) continue;
    std::uint64_t length = 0;
    std::memcpy(&length, &slot[at.out_offset], sizeof length);
    if (length <= data_bytes(at)) continue;
    Finding finding;
    finding.output = at.name;
    finding.message = fmt::format("the trace {} has {} bytes, more than the {} that any right answer needs",
                                  at.name, length, data_bytes(at));
    return finding;
  }
  return {};
}

Index output_elements(const JudgedCase& judged) {
  Index sum = 0;
  for (const Buffer& buffer : judged.inputs.buffers())
    if (buffer.role != Role::in && buffer.type != Type::records) sum += buffer.elements();
  return sum;
}

OutputComparison comparison_of(const JudgedCase& judged, const Spans& outputs, Index elements) {
  std::vector<OutputState> states;
  for (std::size_t b = 0; b < outputs.size(); ++b) {
    const Buffer& buffer = judged.inputs.buffers()[b];
    if (buffer.role == Role::in || buffer.type == Type::records) continue;
    OutputState state;
    state.buffer = b;
    state.actual = outputs[b];
    state.tolerance = judged.judge.tolerance(judged.params, buffer.name);
    if (elements <= kAllElements)
      state.exact.assign(static_cast<std::size_t>(buffer.elements()),
                         std::numeric_limits<double>::quiet_NaN());
    states.push_back(std::move(state));
  }
  return {judged.inputs.buffers(), std::move(states)};
}

std::vector<NamedValues> same_shaped_inputs(const JudgedCase& judged, std::size_t output, int set) {
  std::vector<NamedValues> result;
  const Buffer& to = judged.inputs.buffers()[output];
  for (std::size_t b = 0; b < judged.inputs.buffers().size(); ++b) {
    const Buffer& from = judged.inputs.buffers()[b];
    if (from.role == Role::out || from.type != to.type || from.elements() != to.elements()) continue;
    result.push_back({from.name, judged.inputs.bytes(set, b)});
  }
  return result;
}

Finding finding_of(const JudgedCase& judged, const OutputState& state, int set) {
  Mismatches m;
  m.buffer = &judged.inputs.buffers()[state.buffer];
  m.actual = state.actual;
  m.wrong = state.wrong;
  std::sort(m.wrong.begin(), m.wrong.end());
  m.wrong.erase(std::unique(m.wrong.begin(), m.wrong.end()), m.wrong.end());
  m.compared = state.compared;
  m.exact = state.exact;
  m.tolerance = state.tolerance;
  m.inputs = same_shaped_inputs(judged, state.buffer, set);
  m.example = state.detail.empty() ? std::string() : state.detail.front();
  Finding finding;
  finding.message = mismatch_sentence(m);
  finding.detail = state.detail;
  finding.mismatches = static_cast<Index>(m.wrong.size());
  finding.output = m.buffer->name;
  return finding;
}

class Sentences final : public Report {
 public:
  void fail(const std::string& sentence) override {
    ++count_;
    if (sentences_.size() < 6) sentences_.push_back(sentence);
  }
  bool failed() const override { return count_ > 0; }
  std::optional<Finding> finding() const {
    if (count_ == 0) return {};
    Finding finding;
    finding.message = sentences_.front();
    finding.detail.assign(sentences_.begin() + 1, sentences_.end());
    finding.mismatches = count_;
    return finding;
  }

 private:
  std::vector<std::string> sentences_;
  Index count_ = 0;
};

std::optional<Finding> judge_properties(const JudgedCase& judged, const Data& in, const Spans& outputs) {
  const DataView out(judged.inputs.buffers(), outputs, "output");
  Sentences report;
  try {
    judged.judge.check(judged.params, in, out, report);
  } catch (const BadRecord& bad) {
    report.fail(fmt::format("the trace cannot be read: {}", bad.what()));
  }
  return report.finding();
}

}  // namespace

Outcome judge_values(const JudgedCase& judged, std::span<const std::byte> slot, int set,
                     std::uint64_t entropy) {
  Outcome outcome;
  outcome.finding = over_capacity(judged, slot);
  if (outcome.finding) return outcome;

  const Spans outputs = output_spans(judged, slot);
  const DataView in = DataView::of_set(judged.inputs, set);
  const Index elements = output_elements(judged);
  OutputComparison comparison = comparison_of(judged, outputs, elements);
  for (const Index unit : choose_units(judged.judge.units(judged.params), elements, entropy))
    judged.judge.expected(judged.params, in, unit, comparison);

  outcome.allowed.assign(judged.inputs.buffers().size(), 0);
  for (const OutputState& state : comparison.outputs()) {
    outcome.allowed[state.buffer] = state.max_allowed;
    outcome.max_abs_err = std::max(outcome.max_abs_err, state.max_abs_err);
    if (state.wrong.empty()) continue;
    if (!outcome.finding) {
      outcome.finding = finding_of(judged, state, set);
    } else {
      outcome.finding->detail.push_back(fmt::format("{} is wrong too: {} of {} values",
                                                    judged.inputs.buffers()[state.buffer].name,
                                                    state.wrong.size(), state.compared));
    }
  }
  if (!outcome.finding) outcome.finding = judge_properties(judged, in, outputs);
  return outcome;
}

}  // namespace prep
