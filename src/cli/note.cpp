#include "cli/editor.h"
#include "cli/execute.h"
#include "cli/task_words.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

std::string title_of(const Task& task) {
  return "# " + (task.kind == TaskKind::exercise ? task.ref + " " : "") + task.title + "\n\n";
}

// Notes on an exercise are named after it, so that they are found from every plan.
fs::path file_of(Session& session, const Task& task) {
  const std::string name = task.kind == TaskKind::exercise ? task.ref : task.id;
  return session.home().notes() / (name + ".md");
}

std::string with_line(std::string text, const std::string& line) {
  if (line.empty()) return text;
  if (!text.ends_with('\n')) text += '\n';
  return text + "- " + line + "\n";
}

}  // namespace

int execute(const command::Note& c, Session& session) {
  const Task task = session.task(c.task);
  const fs::path file = file_of(session, task);
  try {
    std::error_code ignored;
    const bool exists = fs::exists(file, ignored);
    const std::string before = exists ? read_file(file) : title_of(task);
    const std::string after = with_line(before, c.text);
    if (!exists || after != before) {
      system_files().make_dirs(file.parent_path());
      replace_file(system_files(), file, after, Durable::yes);
    }
  } catch (const IoError& error) {
    throw Error(Exit::store, "cannot_write",
                "cannot write " + display(error.path) + " (" + error_words(error.code) +
                    "); make room or set its permissions, then try again");
  }
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.note/1");
    session.answer(json.text("task", task.id).text("file", file.string()).flag("added", !c.text.empty()));
    return 0;
  }
  session.terminal().result(file.string() + "\n");
  if (c.text.empty()) open_editor(session, file, "");
  return 0;
}

}  // namespace prep
