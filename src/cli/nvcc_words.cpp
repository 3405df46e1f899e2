#include "cli/nvcc_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "os/error.h"

namespace prep {
namespace {

using Words = std::vector<std::string>;

// Alone, or with "=value".
constexpr std::array kAlone{"g",
                            "G",
                            "w",
                            "v",
                            "lineinfo",
                            "use_fast_math",
                            "m64",
                            "pthread",
                            "keep",
                            "time",
                            "restrict",
                            "extended-lambda",
                            "pg",
                            "cudart",
                            "dlto",
                            "ftz",
                            "expt-relaxed-constexpr",
                            "expt-extended-lambda",
                            "prec-div",
                            "prec-sqrt",
                            "fmad",
                            "rdc",
                            "generate-line-info",
                            "device-debug",
                            "debug",
                            "verbose",
                            "run",
                            "res-usage",
                            "resource-usage",
                            "source-in-ptx",
                            "no-align-double",
                            "disable-warnings",
                            "diag-suppress",
                            "diag-error",
                            "diag-warn",
                            "display-error-number",
                            "split-compile",
                            "relocatable-device-code",
                            "allow-unsupported-compiler"};
// With a value behind "=" or in the next word.
constexpr std::array kWithValue{
    "arch",    "code",         "gencode",  "gpu-architecture", "gpu-code", "generate-code",
    "o",       "output-file",  "Xptxas",   "ptxas-options",    "Xlinker",  "linker-options",
    "Xnvlink", "maxrregcount", "ccbin",    "compiler-bindir",  "x",        "t",
    "threads", "odir",         "optimize", "Xcudafe",          "dopt"};
constexpr std::array kCompilesOnly{"c",      "dc",      "dw",       "ptx",        "cubin",   "fatbin",
                                   "E",      "M",       "MM",       "cuda",       "lib",     "dlink",
                                   "shared", "compile", "device-c", "preprocess", "optix-ir"};
// Libraries that prep brings a stand-in for, or that the compiler links anyway.
constexpr std::array kOurs{"cudart",
                           "cudart_static",
                           "cuda",
                           "cudadevrt",
                           "cublas",
                           "cublas_static",
                           "cublasLt",
                           "curand",
                           "curand_static",
                           "nccl",
                           "nvToolsExt",
                           "m",
                           "pthread",
                           "stdc++",
                           "dl",
                           "rt",
                           "c"};
constexpr std::array kRefused{"cufft",    "cusparse", "cusolver",  "cudnn",   "nvrtc",  "npp",  "nvjpeg",
                              "cutensor", "nvml",     "nvidia-ml", "nvshmem", "cufile", "cupti"};

// prep's own with one dash: its parser says what was meant.
constexpr std::array kOwnNames{"fast",     "leaks", "model", "gpu",   "gpus",
                               "schedule", "json",  "home",  "color", "quiet"};

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

[[noreturn]] void refuse(const std::string& sentence) {
  throw Error(Exit::usage, "usage", "prep sim: " + sentence);
}

class Reader {
 public:
  explicit Reader(const Words& args) : args_(args) {}

  NvccWords read() {
    for (; at_ < args_.size(); ++at_) take(args_[at_]);
    return std::move(found_);
  }

 private:
  // The word behind; refused where there is none.
  const std::string& value_of(const std::string& option) {
    if (at_ + 1 >= args_.size()) refuse(option + " lacks its value; leave it out, prep sim does not need it");
    return args_[++at_];
  }

  void library(const std::string& name) {
    if (among(kOurs, name)) return;
    if (name == "gomp" || name == "omp" || name == "iomp5") {
      found_.openmp = SimOpenMp::on;
      return;
    }
    for (const std::string_view refused : kRefused)
      if (name.starts_with(refused))
        refuse(fmt::format(
            "-l{}: prep has no stand-in for this library (it has cuBLAS, cuRAND and NCCL); run the file "
            "on a GPU, or replace its calls",
            name));
    found_.link.push_back("-l" + name);
  }

  // What -Xcompiler hands on: only OpenMP means something here.
  void for_the_compiler(const std::string& words) {
    if (words.find("-fopenmp") != std::string::npos) found_.openmp = SimOpenMp::on;
  }

  // A value of prep's own option is no option, whatever it begins with.
  void keep(const std::string& arg) {
    found_.rest.push_back(arg);
    const bool takes_next = arg == "-I" || arg == "-D" || arg == "--gpu" || arg == "--home";
    if (takes_next && at_ + 1 < args_.size()) found_.rest.push_back(args_[++at_]);
  }

  void take(const std::string& arg) {
    if (arg.size() < 2 || arg[0] != '-' || arg == "--") {
      found_.rest.push_back(arg);
      return;
    }
    const std::size_t equals = arg.find('=');
    const std::string name = arg.substr(
        arg[1] == '-' ? 2 : 1, equals == std::string::npos ? equals : equals - (arg[1] == '-' ? 2 : 1));
    const bool has_value = equals != std::string::npos;
    const bool is_short = arg[1] != '-';
    if (among(kOwnNames, name)) {
      keep(arg);
    } else if (name == "std" && has_value) {
      found_.rest.insert(found_.rest.end(), {"--std", arg.substr(equals + 1)});
    } else if (name == "std" && is_short) {
      found_.rest.insert(found_.rest.end(), {"--std", value_of(arg)});
    } else if (name == "fopenmp") {
      found_.openmp = SimOpenMp::on;
    } else if (name == "Xcompiler" || name == "compiler-options") {
      for_the_compiler(has_value ? arg.substr(equals + 1) : value_of(arg));
    } else if (name == "default-stream") {
      const std::string kind = has_value ? arg.substr(equals + 1) : value_of(arg);
      if (kind != "legacy")
        refuse("--default-stream " + kind +
               ": the sim's default stream is the legacy one; make streams with "
               "cudaStreamCreateWithFlags(…, cudaStreamNonBlocking) instead");
    } else if (name == "isystem" || name == "include-path" || name == "system-include") {
      found_.rest.insert(found_.rest.end(), {"-I", has_value ? arg.substr(equals + 1) : value_of(arg)});
    } else if (among(kCompilesOnly, name)) {
      refuse(arg + " asks for a file; prep sim runs whole programs: leave it out and name all sources");
    } else if (among(kWithValue, name)) {
      if (!has_value) value_of(arg);
    } else if (among(kAlone, name)) {
      // -diag-suppress 177 may also take the next word
      if (!has_value && name.starts_with("diag-")) value_of(arg);
    } else if (is_short && arg[1] == 'l' && arg.size() > 2) {
      library(arg.substr(2));
    } else if (is_short && arg[1] == 'l') {
      library(value_of(arg));
    } else if (is_short && arg[1] == 'L') {
      found_.link.push_back("-L" + (arg.size() > 2 ? arg.substr(2) : value_of(arg)));
    } else if (is_short &&
               (arg[1] == 'O' || arg[1] == 'W' || arg[1] == 'f' || (arg[1] == 'm' && arg.size() > 2))) {
      // of the host compiler
    } else {
      keep(arg);
    }
  }

  const Words& args_;
  std::size_t at_ = 0;
  NvccWords found_;
};

}  // namespace

NvccWords take_nvcc_words(const Words& args) { return Reader(args).read(); }

}  // namespace prep
