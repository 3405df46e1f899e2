// The judge's program: one case, from prep's first line to its last. See README, "judge".
#include <sys/prctl.h>
#include <sys/random.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

#include "judge/check.h"
#include "judge/compare_looks.h"
#include "judge/draws.h"
#include "judge/fill.h"
#include "judge/layout.h"
#include "judge/lines.h"
#include "judge/memfd.h"
#include "judge/request.h"

namespace prep {
namespace {

constexpr int kToPrep = 3, kFromPrep = 4, kInputs = 5, kFirstOutput = 6;
constexpr int kDamagedKit = 4;
constexpr int kMeasureSets = 2;

std::uint64_t entropy() {
  std::uint64_t word = 0;
  if (getrandom(&word, sizeof word, 0) != static_cast<ssize_t>(sizeof word))
    throw std::runtime_error("the kernel gave no random bytes");
  return word;
}

int sets_of(const Request& request) {
  std::uint32_t highest = 0;
  for (const FrameCall& call : request.calls) highest = std::max(highest, call.set);
  const int sets = request.row == RowKind::measure ? kMeasureSets : static_cast<int>(highest) + 1;
  if (highest >= 2) throw std::invalid_argument("a case has the input sets 0 and 1");
  return sets;
}

// A measured run keeps, for each input set, the outputs of its last call, in the slot of the set's number.
std::vector<JudgedSlot> measured_slots(int calls) {
  std::vector<JudgedSlot> slots;
  for (int call = std::max(calls - kMeasureSets, 0); call < calls; ++call)
    slots.push_back({call % kMeasureSets, call, call % kMeasureSets});
  return slots;
}

std::vector<JudgedSlot> slots_of(const Request& request, const Frame& frame, int calls) {
  if (calls < 0) throw std::invalid_argument("a run has no fewer than 0 calls");
  if (request.row == RowKind::measure) return measured_slots(calls);
  std::vector<JudgedSlot> slots;
  for (int c = 0; c < std::min(calls, static_cast<int>(frame.calls)); ++c)
    slots.push_back({c, c, static_cast<int>(frame.call[c].set)});
  return slots;
}

Outcome no_call_came_back() {
  Outcome outcome;
  outcome.finding.emplace();
  outcome.finding->wrong = Wrong::crashed;
  outcome.finding->message = "no call came back";
  return outcome;
}

void serve(Lines& prep) {
  const std::optional<std::string> first = prep.next();
  if (!first) return;
  const Request request = parse_request(*first);
  const std::unique_ptr<Judge> judge = make_judge();
  DrawnCase drawn = draw_case(request.case_json, request.seed, request.draw,
                              [&](const Params& p) { return judge->legal(p); });
  const std::vector<Buffer> buffers = judge->buffers(drawn.params);
  check_buffers(buffers, drawn.params);
  Ready ready{drawn.name, drawn.params, buffers, judge->work(drawn.params), 0, {}};
  if (request.describe) return prep.send(ready_line(ready));

  Inputs inputs(*judge, drawn.params, buffers, drawn.key, sets_of(request), request.filling);
  ready.nonce = entropy();
  const Frame frame =
      lay_out(inputs, drawn.params, {request.calls, request.mutant, ready.nonce, request.filling});
  const JudgedCase judged{*judge, drawn.params, std::move(inputs), frame, request.repeats};
  write_inputs(kInputs, frame, judged.inputs);
  for (int k = 0; k < request.outputs; ++k) {
    if (request.filling == Filling::by_runner)
      size_looks(kFirstOutput + k, frame);
    else
      size_outputs(kFirstOutput + k, frame,
                   request.row == RowKind::measure ? kMeasureSets : static_cast<int>(frame.calls));
  }
  if (request.lint) ready.lint = lint_data(judged);
  prep.send(ready_line(ready));

  Outcome kept;  // what was found in the outputs of the kept call
  while (const std::optional<std::string> line = prep.next()) {
    const Command command = parse_command(*line);
    if (command.kind == Command::Kind::end) return;
    for (const int output : {command.output, command.other})
      if (output < 0 || output >= request.outputs)
        throw std::invalid_argument("there is no output " + std::to_string(output));
    if (command.kind == Command::Kind::judge) {
      kept = check_kept(judged, kFirstOutput + command.output, {command.key, command.set}, entropy());
      prep.send(outcome_line(kept));
      continue;
    }
    if (command.kind == Command::Kind::compare) {
      prep.send(outcome_line(compare_looks(judged, kFirstOutput + command.output,
                                           kFirstOutput + command.other, command.looks, kept.allowed)));
      continue;
    }
    const std::vector<JudgedSlot> slots = slots_of(request, frame, command.calls);
    prep.send(outcome_line(slots.empty()
                               ? no_call_came_back()
                               : check_outputs(judged, kFirstOutput + command.output, slots, entropy())));
  }
}

}  // namespace
}  // namespace prep

int main() {
  // A runner of the same user could otherwise read the answers from our memory.
  prctl(PR_SET_DUMPABLE, 0);
  std::signal(SIGPIPE, SIG_IGN);
  prep::Lines prep(prep::kToPrep, prep::kFromPrep);
  try {
    prep::serve(prep);
  } catch (const std::exception& error) {
    prep.send(prep::error_line(error.what()));
    return prep::kDamagedKit;
  }
  return 0;
}
