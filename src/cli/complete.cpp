#include <algorithm>
#include <sstream>

#include "cli/execute.h"
#include "cli/grammar.h"
#include "cli/help.h"
#include "content/library.h"
#include "os/error.h"

namespace prep {
namespace {

struct Candidate {
  std::string value, text;
};
using Candidates = std::vector<Candidate>;

Candidates command_names() {
  Candidates all;
  for (const CommandSpec& spec : commands()) {
    if (spec.group == Group::hidden) continue;
    const std::string name(spec.name.substr(0, spec.name.find(' ')));
    all.push_back({name, std::string(spec.summary)});
  }
  all.push_back({"help", "help on a command"});
  return all;
}

std::vector<OptionHelp> options_of(const CommandSpec& spec) {
  Described both = described(spec);
  both.own.insert(both.own.end(), both.global.begin(), both.global.end());
  return both.own;
}

Candidates option_candidates(const CommandSpec& spec) {
  Candidates all;
  for (const OptionHelp& option : options_of(spec)) {
    for (const std::string& name : option_names(option.names)) {
      if (name.starts_with("--")) all.push_back({name, option.text});
    }
  }
  all.push_back({"--help", "help on the command"});
  return all;
}

// The values of a closed option, "a|b|c"; nothing for the others.
Candidates values_of(const CommandSpec& spec, const std::string& option) {
  Candidates all;
  for (const OptionHelp& help : options_of(spec)) {
    const std::vector<std::string> names = option_names(help.names);
    if (std::find(names.begin(), names.end(), option) == names.end()) continue;
    if (help.value.find('|') == std::string::npos) continue;
    std::istringstream values(help.value);
    for (std::string value; std::getline(values, value, '|');) all.push_back({value, ""});
  }
  return all;
}

bool takes_value(const CommandSpec& spec, const std::string& option) {
  const std::vector<OptionHelp> options = options_of(spec);
  return std::any_of(options.begin(), options.end(), [&option](const OptionHelp& help) {
    const std::vector<std::string> names = option_names(help.names);
    return !help.value.empty() && std::find(names.begin(), names.end(), option) != names.end();
  });
}

Candidates exercises(Session& session) {
  Candidates all;
  for (const Kit& kit : session.kits()) all.push_back({kit.id, kit.title});
  return all;
}

Candidates tasks(Session& session) {
  Candidates all;
  for (const Day& day : session.plan().days) {
    for (const Task& task : day.tasks) all.push_back({task.id, task.title});
  }
  return all;
}

Candidates pages(Session& session) {
  Candidates all;
  for (const Day& day : session.plan().days) all.push_back({day.id, day.title});
  return all;
}

Candidates items(Session& session) {
  Candidates all;
  for (const ChecklistItem& item : load_checklist(session.installation().content))
    all.push_back({item.id, item.text});
  return all;
}

Candidates positionals(Session& session, const CommandSpec& spec) {
  switch (spec.completes) {
    case Completes::exercise:
      return exercises(session);
    case Completes::task:
      return tasks(session);
    case Completes::page:
      return pages(session);
    case Completes::checklist_item:
      return items(session);
    case Completes::shell:
      return {{"bash", ""}, {"zsh", ""}, {"fish", ""}};
    case Completes::file:
    case Completes::nothing:
      return {};
  }
  return {};
}

const CommandSpec* command_in(const std::vector<std::string>& words) {
  const auto named = [&words](const CommandSpec& spec) {
    const std::string first(spec.name.substr(0, spec.name.find(' ')));
    return !first.empty() && std::find(words.begin(), words.end() - 1, first) != words.end() - 1;
  };
  const auto at = std::find_if(commands().begin(), commands().end(), named);
  return at == commands().end() ? nullptr : &*at;
}

// A word before the cursor that is neither an option nor an option's value, though no command has its name.
bool has_unknown_command(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].starts_with("-")) {
      if (takes_value(commands().front(), words[i])) ++i;
    } else if (words[i] != "help") {
      return true;
    }
  }
  return false;
}

// words.back() is the one under the cursor.
Candidates candidates(Session& session, const std::vector<std::string>& words) {
  const CommandSpec* spec = command_in(words);
  const std::string& word = words.back();
  const std::string before = words.size() > 1 ? words[words.size() - 2] : "";
  const CommandSpec& known = spec != nullptr ? *spec : commands().front();
  if (before.starts_with("-") && takes_value(known, before)) return values_of(known, before);
  if (word.starts_with("-")) return option_candidates(known);
  if (spec == nullptr) return has_unknown_command(words) ? Candidates{} : command_names();
  if (before == "dev") {
    Candidates second;
    for (const CommandSpec& one : commands())
      if (one.name.starts_with("dev "))
        second.push_back({std::string(one.name.substr(4)), std::string(one.summary)});
    return second;
  }
  return positionals(session, *spec);
}

}  // namespace

int execute(const command::Complete& c, Session& session) {
  const std::vector<std::string> words = c.words.empty() ? std::vector<std::string>{""} : c.words;
  std::string text;
  try {
    for (const Candidate& candidate : candidates(session, words)) {
      if (candidate.value.starts_with(words.back())) text += candidate.value + "\t" + candidate.text + "\n";
    }
  } catch (const Error&) {  // a shell in the middle of a line is no place for sentences
  }
  session.terminal().result(text);
  return 0;
}

}  // namespace prep
