// `prep sim` takes the line that one types for nvcc: options that mean nothing here are left aside, those
// that ask for something else are refused with the reason.
#pragma once
#include <string>
#include <vector>

#include "backend/sim_program.h"

namespace prep {

struct NvccWords {
  std::vector<std::string> rest;  // for prep sim's own options
  std::vector<std::string> link;  // -lNAME and -LFOLDER of libraries that are the learner's own
  SimOpenMp openmp = SimOpenMp::when_included;
};

// Throws Error(usage).
NvccWords take_nvcc_words(const std::vector<std::string>& args);

}  // namespace prep
