#include "judge/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "judge/around.h"
#include "judge/memfd.h"
#include "judge/values.h"

namespace prep {
namespace {

using Bytes = std::vector<std::byte>;

// All outputs of a call, one behind the other: equal bytes need no second look.
Bytes outputs_of(const JudgedCase& judged, const Bytes& slot) {
  Bytes all;
  for (const auto& span : output_spans(judged, slot)) all.insert(all.end(), span.begin(), span.end());
  return all;
}

struct Seen {
  int call = 0;
  Bytes outputs;
};

// Says what the other calls know about a wrong one.
void put_into_context(Finding& finding, const JudgedSlot& slot, const Bytes& outputs,
                      const std::map<int, Seen>& right) {
  if (slot.call == 0 || right.empty()) return;
  for (const auto& [set, seen] : right)
    if (set != slot.set && !outputs.empty() && seen.outputs == outputs) {
      finding.message = fmt::format(
          "call {} gave the answer of call {} again, for other inputs: is something kept between calls?",
          slot.call + 1, seen.call + 1);
      return;
    }
  const auto same = right.find(slot.set);
  if (same != right.end())
    finding.message = fmt::format(
        "right on call {}, wrong on call {} with the same inputs (is something kept between calls?): {}",
        same->second.call + 1, slot.call + 1, finding.message);
  else
    // As likely a fault that only some values show.
    finding.message = fmt::format("right on call {}, wrong on call {} with other inputs: {}",
                                  right.begin()->second.call + 1, slot.call + 1, finding.message);
}

Finding differs(const JudgedSlot& slot, int before) {
  Finding finding;
  finding.wrong = Wrong::nondeterministic;
  finding.message =
      fmt::format("calls {} and {} had the same inputs and gave different results, each within the tolerance",
                  before + 1, slot.call + 1);
  return finding;
}

}  // namespace

Outcome check_outputs(const JudgedCase& judged, int memfd, const std::vector<JudgedSlot>& slots,
                      std::uint64_t entropy) {
  Outcome outcome;
  std::map<int, Seen> right;  // the first right outputs of each set
  const auto tell = [&](Finding finding, int call) {
    finding.call = call;
    if (!outcome.finding || finding.wrong < outcome.finding->wrong) outcome.finding = std::move(finding);
  };
  for (const JudgedSlot& at : slots) {
    const Bytes slot = read_slot(memfd, judged.frame, at.slot);
    if (auto finding = judge_around(judged, slot, at.set)) {
      tell(std::move(*finding), at.call);
      continue;
    }
    Bytes outputs = outputs_of(judged, slot);
    const auto before = right.find(at.set);
    if (before != right.end() && before->second.outputs == outputs) continue;

    Outcome values = judge_values(judged, slot, at.set, entropy);
    outcome.max_abs_err = std::max(outcome.max_abs_err, values.max_abs_err);
    if (values.finding) {
      put_into_context(*values.finding, at, outputs, right);
      tell(std::move(*values.finding), at.call);
    } else if (before == right.end()) {
      right.emplace(at.set, Seen{at.call, std::move(outputs)});
    } else if (judged.repeats == Repeats::must_agree) {
      tell(differs(at, before->second.call), at.call);
    }
  }
  return outcome;
}

Outcome check_kept(const JudgedCase& judged, int memfd, const KeptCall& call, std::uint64_t entropy) {
  const JudgedCase one{judged.judge, judged.params, judged.inputs.of_call(call.key, call.set), judged.frame,
                       judged.repeats};
  const Bytes slot = read_slot(memfd, one.frame, 0);
  if (auto finding = judge_around(one, slot, 0)) return {std::move(finding), 0, {}};
  return judge_values(one, slot, 0, entropy);
}

}  // namespace prep
