// A task in words: its line in a list, how it is begun, what it is in JSON.
#pragma once
#include <string>
#include <vector>

#include "cli/json_out.h"
#include "study/plan.h"
#include "term/table.h"

namespace prep {

std::string word(TaskKind kind);    // "read"
std::string word(TaskState state);  // "open"

// The command that begins it, and others that help.
struct Steps {
  std::string command;
  std::vector<std::string> others;
};
Steps steps(const Task& task);

// " Next: prep run ex_03        (or: prep show ex_03, prep edit ex_03)": the last line of most screens.
std::string next_line(const Look& look, const Steps& steps);
std::string next_command(const Look& look, const std::string& command);

// "passed 1st try", "2 attempts, last: race", "skipped until Sun 22 Nov".
std::string note_on(const Task& task, TaskState state, const Progress& progress);

// A table of tasks; `next` gets the mark ">".
std::string task_table(const Look& look, const std::vector<TaskView>& tasks, const Task* next,
                       const Progress& progress);

JsonObject to_json(const Task& task, TaskState state);

}  // namespace prep
