// The program that the learner's object is linked into: it calls prep_call as often as the judge's frame says
// and leaves what the call did in the output memory. It judges nothing.
//   runner check|measure [case name]
#include <unistd.h>

#include <exception>
#include <string_view>

#include "runner/buffers.h"
#include "runner/call_bridge.h"
#include "runner/case_memory.h"
#include "runner/device.h"
#include "runner/inability.h"
#include "runner/mutants.h"
#include "runner/slot.h"
#include "runner/status.h"

#ifdef PREP_RUNNER_GPU
#include "runner/gpu_measure.h"
#endif

// Link with -u prep_runner_anchor: a learner's own main() is then a link error, not a runner that says
// nothing.
extern "C" const int prep_runner_anchor = 1;

namespace prep::runner {
namespace {

constexpr int kInputs = 5, kOutputs = 6;
constexpr int kLearnerThrew = 70, kRunnerFailed = 71;

struct Run {
  CaseMemory memory{kInputs, kOutputs};
  Buffers buffers{memory};
  CallBridge bridge{memory, buffers};

  CallBridge::Result call(std::uint32_t set, std::uint32_t schedule) {
    buffers.prepare(set);
    set_schedule(static_cast<int>(schedule));
    return bridge.run(set);
  }
};

void check(Run& run) {
  const Frame& frame = run.memory.frame();
  Mutator mutator(run.memory);
  for (std::uint32_t k = 0; k < frame.calls; ++k) {
    tell_call(k);
    const CallBridge::Result result = run.call(frame.call[k].set, frame.call[k].schedule);
    const std::span<std::byte> slot = run.memory.slot(k);
    // After some errors a device answers nothing any more, until the process ends.
    if (result.error.code != 0 && synchronise().code != 0) {
      run.buffers.leave_blank(slot);
      finish_slot(slot, result.error);
      return tell_done(k + 1, frame.nonce, MutantEffect::none_asked);
    }
    run.buffers.copy_out(slot);
    if (frame.mutant != Mutant::none) mutator.apply(k, slot);
    finish_slot(slot, result.error);
  }
  MutantEffect effect = MutantEffect::none_asked;
  if (frame.mutant != Mutant::none)
    effect = mutator.changed_something() ? MutantEffect::changed : MutantEffect::equivalent;
  tell_done(frame.calls, frame.nonce, effect);
}

void measure(Run& run) {
  const Frame& frame = run.memory.frame();
  const std::uint32_t schedule = frame.call[0].schedule;
  tell_call(0);
  std::uint32_t calls = 0;
  CallBridge::Result last;
  const auto call = [&] { last = run.call(calls++ % frame.sets, schedule); };
  call();
  for (;;) {
    const std::optional<std::string> word = next_word();
    if (!word) return;  // prep is gone
    if (*word == "stop") break;
    if (*word == "go") {
      call();
      tell_sample(last.time.count(), run.buffers.hash());
    } else if (*word == "keep") {
      const std::span<std::byte> slot = run.memory.slot((calls - 1) % frame.sets);
      run.buffers.copy_out(slot);
      finish_slot(slot, last.error);
    } else {
      throw Inability("prep said \"" + *word + "\", a runner knows go, keep and stop");
    }
  }
  tell_done(calls, frame.nonce, MutantEffect::none_asked);
}

int run(int argc, char** argv) try {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode != "check" && mode != "measure") throw Inability("the runner is started by prep, not by hand");
  begin_case(argc > 2 ? argv[2] : "");
  {
    Run state;
    if (mode == "check") check(state);
#ifdef PREP_RUNNER_GPU
    else if (state.memory.frame().filling == Filling::by_runner)
      measure_on_gpu(state.memory, state.buffers, state.bridge);
#endif
    else
      measure(state);
  }
  end_run();  // after our own buffers are freed, so that what is left is the learner's
  return 0;
} catch (const MachineTrouble& trouble) {
  tell_trouble(trouble.code, trouble.what());
  _exit(kRunnerFailed);
} catch (const Inability& inability) {
  tell_error(inability.what());
  _exit(kRunnerFailed);
} catch (const BadRecord& bad) {
  // Only scripts are read here, and the judge wrote them.
  tell_error(std::string("call.cpp misreads its script: ") + bad.what());
  _exit(kRunnerFailed);
} catch (const std::exception& error) {
  tell_exception(error.what());
  _exit(kLearnerThrew);
} catch (...) {
  tell_exception("an exception that is no std::exception");
  _exit(kLearnerThrew);
}

}  // namespace
}  // namespace prep::runner

int main(int argc, char** argv) { return prep::runner::run(argc, argv); }
