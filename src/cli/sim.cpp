#include <fmt/core.h>

#include "backend/sim_program.h"
#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/finding_words.h"
#include "cli/model_words.h"
#include "os/error.h"
#include "term/text.h"

namespace prep {
namespace {

// How the program itself ended, in words; "" = well.
std::string ending_words(const ProcessResult& program) {
  switch (program.ending) {
    case Ending::exited:
      return program.status == 0 ? "" : fmt::format("the program exited with {}", program.status);
    case Ending::signalled:
      return "the program died: " + signal_words(program.signal);
    case Ending::wall_limit:
      return fmt::format("stopped after {:.0f} s", static_cast<double>(program.wall.count()) / 1e3);
    case Ending::cpu_limit:
      return "stopped at its limit of CPU time";
    case Ending::memory_limit:
      return "stopped at its limit of memory";
    case Ending::output_limit:
      return "stopped at its limit of output";
    case Ending::process_limit:
      return "stopped at its limit of processes";
    case Ending::could_not_start:
      return "the program could not be started";
  }
  return "";
}

// What a shell would say: 128 + signal where one ended it; -1 where it never ran to its end.
int program_exit(const SimProgramResult& result) {
  if (result.end == SimProgramEnd::build_failed) return -1;
  if (result.program.ending == Ending::exited) return result.program.status;
  return result.program.signal > 0 ? 128 + result.program.signal : -1;
}

std::string screen(const Look& look, const SimProgramResult& result) {
  std::string text;
  for (const Finding& finding : result.build_errors) text += finding_text(look, finding);
  if (result.end == SimProgramEnd::build_failed) {
    if (result.build_errors.empty()) text += quote_output(result.program.err + result.program.out);
    return text + fmt::format(" {} did not build\n", paint(look, Ink::red, "✗"));
  }
  for (const Finding& finding : result.findings) text += finding_text(look, finding);
  const std::string ending = ending_words(result.program);
  if (result.findings.empty() && ending.empty()) {
    return text + fmt::format(" {} no findings; exit 0      build {:.1f} s, run {:.1f} s on the CPU\n",
                              paint(look, Ink::green, "✓"), result.build_s, result.run_s);
  }
  if (!ending.empty()) text += fmt::format(" {} {}\n", paint(look, Ink::red, "✗"), ending);
  if (result.findings.empty()) return text;
  const Finding& first = result.findings.front();
  return text +
         fmt::format(" {} {}: {}\n", paint(look, Ink::red, "✗"), spaced(first.kind), place_words(first));
}

JsonObject to_json(const SimProgramResult& result, const ModelGpu& gpu, bool ok) {
  JsonObject json = JsonObject::of("prep.sim/1");
  json.flag("ok", ok)
      .flag("built", result.end == SimProgramEnd::ran)
      .integer("program_exit", program_exit(result));
  std::vector<JsonObject> findings, errors;
  for (const Finding& finding : result.findings) findings.push_back(to_json(finding));
  for (const Finding& error : result.build_errors) errors.push_back(to_json(error));
  json.objects("findings", findings).objects("build", errors);
  if (const auto model = parse_sim_costs(result.report))
    json.object("model", to_json(*model, gpu, result.ptxas));
  json.text("stdout", result.program.out).text("stderr", result.program.err).flag("cut", result.program.cut);
  return json.number("build_s", result.build_s).number("run_s", result.run_s);
}

}  // namespace

int execute(const command::Sim& c, Session& session) {
  for (const std::string& file : c.files) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) continue;
    throw Error(Exit::usage, "no_file", "no file " + file + "; prep sim takes CUDA and C++ sources");
  }
  SimProgramRequest request{{c.files.begin(), c.files.end()}, c.args, c.mode, session.installation()};
  request.include.assign(c.include.begin(), c.include.end());
  request.defines = c.defines;
  // nvcc's own default has GNU's extensions.
  request.standard = "gnu" + c.standard.substr(1);
  request.leaks = c.leaks;
  request.model = c.model;
  const ModelGpu gpu = model_gpu(c.gpu);
  request.architecture = gpu.architecture;
  request.gpus = c.gpus;
  request.openmp = c.openmp;
  request.link = c.link;
  request.schedule = c.schedule;
  request.output = session.json() ? Output::capture : Output::inherit;
  request.progress = [&session](const std::string& line) { session.terminal().progress(line); };
  const SimProgramResult result = run_sim_program(request);
  session.terminal().end_progress();
  const bool ok = result.end == SimProgramEnd::ran && result.program.ok() && result.findings.empty();
  if (session.json()) {
    session.answer(to_json(result, gpu, ok));
  } else {
    // The program's own output went to stdout as it came; what the sim says about it is talk, so that a pipe
    // gets only the former.
    const Look& look = session.terminal().err();
    const auto model = parse_sim_costs(result.report);
    session.terminal().error((model ? model_text(look, *model, gpu, result.ptxas) : "") +
                             screen(look, result));
  }
  return ok ? 0 : static_cast<int>(Exit::not_passed);
}

}  // namespace prep
