// Lines that people type for nvcc, given to prep sim.
#include "cli/nvcc_words.h"

#include "catch.h"
#include "os/error.h"

using namespace prep;
using prep_test::ContainsSubstring;
using Words = std::vector<std::string>;

namespace {

std::string refusal(const Words& args) {
  try {
    take_nvcc_words(args);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("nvcc words: what means nothing here is left aside") {
  const NvccWords line = take_nvcc_words({"-arch=sm_90",
                                          "-O3",
                                          "-lineinfo",
                                          "a.cu",
                                          "-o",
                                          "a.out",
                                          "-gencode",
                                          "arch=compute_80,code=sm_80",
                                          "-lcublas",
                                          "-g",
                                          "-G",
                                          "-Xptxas",
                                          "-v",
                                          "--use_fast_math",
                                          "-Wall",
                                          "-m64",
                                          "--expt-relaxed-constexpr",
                                          "-rdc=true",
                                          "-x",
                                          "cu",
                                          "-maxrregcount=32",
                                          "-Xcompiler",
                                          "-Wall,-march=native",
                                          "-fPIC",
                                          "-diag-suppress",
                                          "177",
                                          "-lm",
                                          "b.cu"});
  CHECK(line.rest == Words{"a.cu", "b.cu"});
  CHECK(line.link.empty());
  CHECK(line.openmp == SimOpenMp::when_included);
}

TEST_CASE("nvcc words: prep's own options and their values stay") {
  const Words own{"--model", "--gpu",  "l4", "-I",     "-odd", "-DN=4", "-D",
                  "O",       "--json", "-q", "--gpus", "2",    "a.cu",  "-Iinc"};
  CHECK(take_nvcc_words(own).rest == own);
  // Told by its parser what was meant.
  CHECK(take_nvcc_words({"-fast", "-leaks", "-model"}).rest == Words{"-fast", "-leaks", "-model"});
}

TEST_CASE("nvcc words: standards, include folders, libraries, OpenMP") {
  CHECK(take_nvcc_words({"-std=c++20", "a.cu"}).rest == Words{"--std", "c++20", "a.cu"});
  CHECK(take_nvcc_words({"--std=c++14"}).rest == Words{"--std", "c++14"});
  CHECK(take_nvcc_words({"-std", "c++17"}).rest == Words{"--std", "c++17"});
  CHECK(take_nvcc_words({"-isystem", "inc"}).rest == Words{"-I", "inc"});
  CHECK(take_nvcc_words({"-lmine", "-Llib", "-L", "more"}).link == Words{"-lmine", "-Llib", "-Lmore"});
  CHECK(take_nvcc_words({"-Xcompiler", "-fopenmp"}).openmp == SimOpenMp::on);
  CHECK(take_nvcc_words({"-Xcompiler=-O2,-fopenmp"}).openmp == SimOpenMp::on);
  CHECK(take_nvcc_words({"-fopenmp", "-lgomp"}).openmp == SimOpenMp::on);
}

TEST_CASE("nvcc words: what asks for something else is refused in one sentence") {
  CHECK_THAT(refusal({"-c", "a.cu"}), ContainsSubstring("-c asks for a file; prep sim runs whole programs"));
  CHECK_THAT(refusal({"-ptx", "a.cu"}), ContainsSubstring("leave it out"));
  CHECK_THAT(refusal({"a.cu", "-lcufft"}), ContainsSubstring("-lcufft: prep has no stand-in"));
  CHECK_THAT(refusal({"a.cu", "-o"}), ContainsSubstring("-o lacks its value"));
  CHECK_THAT(refusal({"--default-stream", "per-thread"}), ContainsSubstring("the legacy one"));
  CHECK(refusal({"--default-stream=legacy"}).empty());
}
