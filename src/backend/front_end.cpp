#include "backend/front_end.h"

#include <fmt/format.h>

#include "os/error.h"
#include "os/files.h"
#include "os/paths.h"
#include "sim/front/passes.h"
#include "sim/front/rewrite.h"

namespace prep {

namespace {

// Both passes as one text; a warning per declaration where only the host's could be kept.
std::string merged(const std::filesystem::path& host, const std::filesystem::path& device,
                   FrontEndOutcome& outcome) {
  if (device.empty()) return read_file(host);
  sim::MergedPasses passes = sim::merge_passes(read_file(host), read_file(device));
  for (const auto& choice : passes.host_taken) {
    Finding warning;
    warning.kind = "warning";
    warning.file = choice.file.substr(choice.file.find_last_of('/') + 1);
    warning.line = choice.line;
    warning.message =
        "__CUDA_ARCH__ makes this declaration differ for host and device: the host's is used for both";
    outcome.warnings.push_back(warning);
  }
  return std::move(passes.text);
}

}  // namespace

FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed,
                              const std::filesystem::path& output) {
  return run_front_end(preprocessed, {}, output);
}

FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed, const std::filesystem::path& device,
                              const std::filesystem::path& output) {
  FrontEndOutcome outcome;
  try {
    replace_file(system_files(), output, sim::rewrite(merged(preprocessed, device, outcome)), Durable::no);
    outcome.ok = true;
  } catch (const sim::RewriteError& error) {
    outcome.finding.kind = "error";
    outcome.finding.file = error.file.substr(error.file.find_last_of('/') + 1);
    outcome.finding.line = error.line;
    outcome.finding.message = error.what();
    outcome.finding.fatal = true;
  } catch (const IoError& error) {
    throw Error(Exit::environment, "no_space",
                fmt::format("cannot {} {}: {}; free some space and run again", error.operation,
                            display(error.path), error_words(error.code)));
  }
  return outcome;
}

}  // namespace prep
