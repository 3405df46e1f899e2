// From recorded findings to the list that is written: symbolised, merged, ordered. Separate from finding.cpp
// so that it can be tested without a process's global state.
#pragma once
#include <string>
#include <vector>

#include "sim/report/finding.h"

namespace prep::sim {

// True when `a` is the one to show for a merged finding: heavier, or about an earlier block or thread.
bool shown_before(const Finding& a, const Finding& b);

// Gives every site its file and line; `sources` are the file names as the compiler saw them.
void symbolise(std::vector<Finding>& findings, const std::vector<std::string>& sources);

// One finding per kind, variable and pair of lines, with the counts added; most causal first.
std::vector<Finding> merge(std::vector<Finding> findings);

// A JSON string literal.
std::string quoted(const std::string& text);

std::string to_json(const Finding& finding, const std::string& case_name);
std::string to_text(const Finding& finding, const std::string& case_name);

}  // namespace prep::sim
