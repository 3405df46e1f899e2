// Compiler messages about rewritten text, as if the learner's own text had been compiled.
#pragma once
#include <vector>

#include "backend/finding.h"

namespace prep {

// Takes the rewriter's names out of the messages, leaves out errors about nothing but those names, and says
// each thing once per line (a launch's name stands several times in the rewritten text).
std::vector<Finding> in_learners_words(std::vector<Finding> findings);

}  // namespace prep
