// The store's sentences for what the machine refuses: full disk, read-only folder, missing folder.
#pragma once
#include <string>
#include <utility>

#include "os/error.h"
#include "os/files.h"

namespace prep {

// `outcome` says what that means for the learner: "nothing was recorded".
Error io_sentence(const IoError& io, const std::string& outcome);

// Runs `work`; an IoError in it leaves as a sentence with exit 5.
template <typename Work>
auto in_sentences(const std::string& outcome, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const IoError& io) {
    throw io_sentence(io, outcome);
  }
}

}  // namespace prep
