// Why a GPU could not be used, in a sentence that ends in the next step. Pure.
#pragma once
#include <string>

namespace prep {

// `cuda_error`: CUDA's number; `what`: what the runner was doing, with CUDA's own words.
std::string machine_words(int cuda_error, const std::string& what);

}  // namespace prep
