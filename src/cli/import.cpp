#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "os/error.h"

namespace prep {

int execute(const command::Import& c, Session& session) {
  std::error_code ignored;
  const std::filesystem::path folder = std::filesystem::absolute(c.folder, ignored).lexically_normal();
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw Error(Exit::usage, "no_folder",
                "no folder " + display(folder) + "; name another machine's prep-work folder");
  }
  const ImportOutcome outcome = import_journals(session.store(), folder);
  for (const std::string& remark : outcome.remarks) session.terminal().talk("prep: " + remark + "\n");
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.import/1");
    json.integer("added", static_cast<std::int64_t>(outcome.added));
    session.answer(json.integer("known", static_cast<std::int64_t>(outcome.known)));
    return 0;
  }
  session.terminal().result(fmt::format(" Added {} records of {}; {} were here already.\n\n", outcome.added,
                                        display(folder), outcome.known) +
                            next_line(session.look(), Steps{"prep status", {"prep log"}}));
  return 0;
}

}  // namespace prep
