// The measuring programs (src/calibrate) are built on first use, by nvcc or the preferred C++ compiler, and
// kept in the cache under their identity: sources, compiler and flags.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "backend/toolchain.h"
#include "os/paths.h"

namespace prep {

struct MeasuringProgram {
  std::string source;   // "gpu.cu"
  CommandLine compile;  // without the output
  std::string identity;
};

// For GPUs of this compute capability (90 for 9.0).
MeasuringProgram gpu_measuring_program(const Installation& installation, const std::filesystem::path& nvcc,
                                       int capability);
MeasuringProgram cpu_measuring_program(const Installation& installation, const Compiler& compiler,
                                       const std::string& cpu);

// Its path, built where it is not there yet. Throws Error(environment) with what the compiler said first.
std::filesystem::path build_measuring_program(const MeasuringProgram& program,
                                              const std::function<void(const std::string&)>& progress);

// Where the toolkit of this nvcc, or its Python package, keeps libcublasLt.
std::vector<std::filesystem::path> cublas_folders(const std::filesystem::path& nvcc);

}  // namespace prep
