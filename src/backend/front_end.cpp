#include "backend/front_end.h"

#include <fmt/format.h>

#include "os/error.h"
#include "os/files.h"
#include "os/paths.h"
#include "sim/front/rewrite.h"

namespace prep {

FrontEndOutcome run_front_end(const std::filesystem::path& preprocessed, const std::filesystem::path& output) {
  FrontEndOutcome outcome;
  try {
    replace_file(system_files(), output, sim::rewrite(read_file(preprocessed)), Durable::no);
    outcome.ok = true;
  } catch (const sim::RewriteError& error) {
    outcome.finding.kind = "error";
    outcome.finding.file = error.file.substr(error.file.find_last_of('/') + 1);
    outcome.finding.line = error.line;
    outcome.finding.message = error.what();
    outcome.finding.fatal = true;
  } catch (const IoError& error) {
    throw Error(Exit::environment, "no_space", fmt::format("cannot {} {}: {}; free some space and run again", error.operation, display(error.path), error_words(error.code)));
  }
  return outcome;
}

}  // namespace prep
