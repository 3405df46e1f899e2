// From one CUDA or C++ source to an object for the sim: preprocess, (device pass), rewrite, compile, and
// clang's lint beside the compile where there is a clang.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "backend/finding.h"
#include "backend/toolchain.h"
#include "os/paths.h"
#include "os/process.h"
#include "sim/front/commands.h"

namespace prep {

struct SimObject {
  bool ok = false;
  std::vector<Finding> said;  // errors and warnings
  ProcessResult failed;       // the tool that failed, where its words are no findings
};

class SimCompiler {
 public:
  // `options` hold for all files; their precompiled header is looked up here.
  SimCompiler(const Installation& installation, sim::Mode mode, sim::SourceOptions options);

  SimObject compile(const std::filesystem::path& source, const std::filesystem::path& object) const;
  // `libraries`: -l and -L words behind the objects.
  SimObject link(const std::vector<std::filesystem::path>& objects, const std::vector<std::string>& libraries,
                 const std::filesystem::path& program) const;

 private:
  SimObject compile_c(const std::filesystem::path& source, const std::filesystem::path& object) const;

  const Installation& installation_;
  sim::Mode mode_;
  sim::SourceOptions options_;
  Compiler compiler_;
  sim::Toolchain toolchain_, lint_;  // lint_.compiler is empty without a clang
};

}  // namespace prep
