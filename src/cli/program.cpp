#include "cli/program.h"

#include <csignal>
#include <exception>
#include <string>
#include <vector>

#include "cli/execute.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "os/error.h"
#include "os/files.h"
#include "os/process.h"
#include "os/sandbox.h"

namespace prep {
namespace {

TerminalOptions terminal_options(const Global& global) {
  TerminalOptions options;
  options.colour = global.colour;
  if (global.quiet) options.talk = Talk::quiet;
  if (global.no_input || global.json) options.questions = Questions::never;
  if (global.no_input || global.json) options.paging = Paging::never;
  return options;
}

// Sentences end in the next step, behind the last semicolon or as a question.
std::string hint_of(const std::string& sentence) {
  const std::size_t at = sentence.rfind("; ");
  if (at != std::string::npos) return sentence.substr(at + 2);
  const std::size_t question = sentence.find("Did you mean");
  return question == std::string::npos ? "" : sentence.substr(question);
}

int report(ErrorForm form, Exit exit, const std::string& kind, const std::string& sentence) {
  Terminal terminal{TerminalOptions{}};
  if (form == ErrorForm::json) {
    JsonObject json = JsonObject::of("prep.error/1");
    json.integer("code", static_cast<int>(exit)).text("kind", kind).text("message", sentence);
    terminal.error(json.text("hint", hint_of(sentence)).str() + "\n");
  } else {
    terminal.error(paint(terminal.err(), Ink::red, "prep:") + " " + sentence + "\n");
  }
  return static_cast<int>(exit);
}

int execute_line(const std::vector<std::string>& words) {
  const Invocation invocation = parse(words);
  Terminal terminal(terminal_options(invocation.global));
  Session session(invocation.global, terminal);
  return std::visit([&session](const auto& command) { return execute(command, session); },
                    invocation.command);
}

}  // namespace

int run(int argc, char** argv) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const ErrorForm form = error_form(words);
  try {
    if (words.size() == 1 && words[0] == "--version") {
      Terminal(TerminalOptions{}).result(version_text());
      return 0;
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit is then a failed write with a sentence
    make_undumpable();              // a learner's process of the same user must not read answers from memory
    install_signal_handlers();
    return execute_line(words);
  } catch (const Error& error) {
    return report(form, error.exit(), error.kind(), error.what());
  } catch (const IoError& error) {
    return report(form, Exit::store, "io",
                  "cannot " + error.operation + " " + display(error.path) + " (" + error_words(error.code) +
                      "); make room or set its permissions");
  } catch (const std::exception& error) {
    return report(
        form, Exit::bug, "bug",
        std::string("a bug in prep: ") + error.what() + "; please report it with what prep doctor prints");
  }
}

}  // namespace prep
