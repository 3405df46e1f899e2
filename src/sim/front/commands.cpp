#include "sim/front/commands.h"

namespace prep::sim {
namespace {

void append(std::vector<std::string>& to, std::initializer_list<std::string> items) {
  to.insert(to.end(), items.begin(), items.end());
}

void add_folders(std::vector<std::string>& argv, const Toolchain& toolchain) {
  // System folders, so that no warning of ours reaches the learner, and ahead of a CUDA Toolkit's own
  // headers.
  append(argv, {"-isystem", toolchain.include_dir, "-isystem", toolchain.include_dir + "/prep/sim/toolkit"});
}

// Folders, macros, and the headers that come ahead of the learner's own.
void add_sources(std::vector<std::string>& argv, const Toolchain& toolchain, const SourceOptions& options,
                 const std::string& dialect) {
  for (const std::string& dir : options.include_dirs) append(argv, {"-I", dir});
  add_folders(argv, toolchain);
  for (const std::string& define : options.defines) argv.push_back("-D" + define);
  if (options.dialect == Dialect::cuda)
    append(argv, {"-include", dialect});
  else
    argv.push_back("-DPREP_SIM_HOST_FILE");
  for (const std::string& header : options.force_includes) append(argv, {"-include", header});
}

// Everything that decides about the code made. The same words for a precompiled header and for what uses it.
std::vector<std::string> code_argv(const Toolchain& toolchain, const SourceOptions& options, Mode mode) {
  const bool gcc = toolchain.kind == CompilerKind::gcc;
  std::vector<std::string> argv{toolchain.compiler, "-std=" + options.standard};
  if (mode == Mode::fast) {
    append(argv, {"-O2"});
  } else {
    // -O1: vectorised loops would report one access for many.
    // bounds: a thread's own arrays and constant memory, which the load/store hooks do not see
    // alignment: a float4 that is read in four pieces
    append(argv, {"-O1", "-fsanitize=thread", "-fsanitize=bounds,alignment"});
    if (gcc)
      append(argv, {"--param", "tsan-instrument-func-entry-exit=0", "--param", "tsan-distinguish-volatile=1",
                    "-Wno-tsan",
                    // else a float4 is moved as four floats, and the model calls a wide load four narrow ones
                    "-fno-tree-sra",
                    // what an unset local holds is known then, and found where it is stored (check/unset.h)
                    "-ftrivial-auto-var-init=pattern",
                    // kept as calls, which the sim sees (memory_functions.h)
                    "-fno-builtin-memcpy", "-fno-builtin-memmove", "-fno-builtin-memset"});
    else  // without the second, a read before a write to the same place is not reported
      append(argv, {"-mllvm", "-tsan-instrument-func-entry-exit=0", "-mllvm",
                    "-tsan-instrument-read-before-write=1", "-mllvm", "-tsan-distinguish-volatile=1"});
  }
  if (options.openmp == OpenMp::on) argv.push_back("-fopenmp");
  if (!gcc) {
    argv.push_back("-Wno-pass-failed");  // `#pragma unroll` that it cannot follow
    // Only the leader sets the value that a warp shuffles around: to clang the other lanes' is undefined, and
    // so that they never come there.
    argv.push_back("-ftrivial-auto-var-init=pattern");
  }
  // addr2line of binutils 2.40 loses inlined frames in clang's DWARF 5.
  append(argv, {"-gdwarf-4", mode == Mode::fast ? "-g1" : "-g"});
  // reinterpret_cast<float4*> is everyday CUDA.
  // A null pointer is to fault, not to be optimised upon.
  append(argv, {"-fno-strict-aliasing", "-fno-delete-null-pointer-checks",
                options.contract_fma ? "-ffp-contract=fast" : "-ffp-contract=off", "-Wno-deprecated",
                "-Wno-attributes", "-Wno-unknown-pragmas"});
  return argv;
}

}  // namespace

CompilerKind kind_of_compiler(const std::string& compiler) {
  const std::string name = compiler.substr(compiler.rfind('/') + 1);
  return name.find("clang") != std::string::npos ? CompilerKind::clang : CompilerKind::gcc;
}

std::string dialect_header_text() { return "#include <prep/sim/cuda.h>\n"; }

std::vector<std::string> precompile_argv(const Toolchain& gcc, const SourceOptions& options, Mode mode,
                                         const std::string& header, const std::string& dependencies) {
  std::vector<std::string> argv = code_argv(gcc, options, mode);
  add_folders(argv, gcc);
  append(argv, {"-MD", "-MF", dependencies, "-x", "c++-header", header, "-o", header + ".gch"});
  return argv;
}

std::vector<std::string> preprocess_argv(const Toolchain& toolchain, const SourceOptions& options,
                                         const std::string& source, const std::string& output) {
  const PrecompiledDialect& precompiled = options.precompiled;
  std::vector<std::string> argv{toolchain.compiler, "-std=" + options.standard};
  if (!precompiled.header.empty()) {
    argv = code_argv(toolchain, options, precompiled.mode);
    argv.push_back("-fpch-preprocess");
  }
  if (options.openmp == OpenMp::on) argv.push_back("-fopenmp");
  append(argv, {"-x", "c++", "-E"});
  add_sources(argv, toolchain, options, precompiled.header.empty() ? "prep/sim/cuda.h" : precompiled.header);
  if (!options.dependencies_file.empty()) append(argv, {"-MMD", "-MF", options.dependencies_file});
  argv.push_back(source);
  if (!output.empty()) append(argv, {"-o", output});
  return argv;
}

std::vector<std::string> lint_argv(const Toolchain& clang, const SourceOptions& options,
                                   const std::string& source) {
  std::vector<std::string> argv{clang.compiler, "-std=" + options.standard, "-x", "cuda", "--cuda-host-only"};
  append(argv, {"-nocudainc", "-nocudalib", "-fsyntax-only", "-w", "-Xclang",
                "-fcuda-allow-variadic-functions", "-fno-caret-diagnostics", "-ferror-limit=50"});
  add_sources(argv, clang, options, "prep/sim/lint.h");
  argv.push_back(source);
  return argv;
}

std::vector<std::string> compile_argv(const Toolchain& toolchain, const SourceOptions& options, Mode mode,
                                      const std::string& preprocessed, const std::string& object) {
  std::vector<std::string> argv = code_argv(toolchain, options, mode);
  if (!options.precompiled.header.empty()) argv.push_back("-fpch-preprocess");
  append(argv, {"-x", "c++-cpp-output", "-c", preprocessed, "-o", object});
  return argv;
}

std::vector<std::string> link_argv(const Toolchain& toolchain, const std::vector<std::string>& objects,
                                   const std::vector<std::string>& extra, const std::string& program) {
  std::vector<std::string> argv{toolchain.compiler, "-no-pie", "-Wl,--whole-archive", toolchain.library,
                                "-Wl,--no-whole-archive"};
  if (!toolchain.linker.empty()) argv.push_back("-fuse-ld=" + toolchain.linker);
  argv.insert(argv.end(), objects.begin(), objects.end());
  argv.insert(argv.end(), extra.begin(), extra.end());
  append(argv, {"-lpthread", "-o", program});
  return argv;
}

}  // namespace prep::sim
