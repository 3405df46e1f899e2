#include "backend/sim_program.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "backend/sim_compiler.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr int kReportFd = 7;
constexpr std::size_t kReportLimit = 16 << 20;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "prep-sim-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw Error(
          Exit::environment, "no_scratch",
          fmt::format("cannot create {}: {}; free some space or set TMPDIR", pattern, error_words(errno)));
    path = pattern;
  }
  ~TemporaryFolder() {
    std::error_code none;
    fs::remove_all(path, none);
  }
  fs::path path;
};

bool is_header(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".h" || extension == ".cuh" || extension == ".hpp" || extension == ".inl";
}

bool is_object(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".o" || extension == ".a" || extension == ".so";
}

class Program {
 public:
  explicit Program(const SimProgramRequest& request) : request_(request) {}

  SimProgramResult run() {
    if (!fs::exists(request_.installation.lib / "libprep_sim.a"))
      throw Error(Exit::environment, "no_sim",
                  "libprep_sim.a is missing; build prep again: rm -r build && ./prep --version");
    const auto start = std::chrono::steady_clock::now();
    const bool built = build();
    result_.build_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result_.end = built ? SimProgramEnd::ran : SimProgramEnd::build_failed;
    if (!built) return std::move(result_);
    std::optional<PtxasRun> ptxas;  // beside the program's run
    if (request_.model == SimModel::told) ptxas.emplace(ptxas_request());
    execute();
    if (ptxas) result_.ptxas = ptxas->finish();
    return std::move(result_);
  }

 private:
  bool accept(SimObject step) {
    for (Finding& finding : step.said) result_.build_errors.push_back(std::move(finding));
    if (!step.ok) result_.program = std::move(step.failed);
    return step.ok;
  }

  bool uses_openmp() const {
    if (request_.openmp == SimOpenMp::on) return true;
    return std::any_of(request_.files.begin(), request_.files.end(), [](const fs::path& file) {
      return !is_object(file) && read_file(file).find("<omp.h>") != std::string::npos;
    });
  }

  sim::SourceOptions options() const {
    sim::SourceOptions options;
    if (uses_openmp()) options.openmp = sim::OpenMp::on;
    options.standard = request_.standard;
    options.defines = request_.defines;
    for (const fs::path& folder : request_.include) options.include_dirs.push_back(folder.string());
    // Headers may lie beside any of the files given.
    for (const fs::path& file : request_.files)
      options.include_dirs.push_back(file.has_parent_path() ? file.parent_path().string() : ".");
    return options;
  }

  bool build() {
    for (const fs::path& file : request_.files)
      if (!fs::is_regular_file(file))
        throw Error(Exit::usage, "unreadable_file",
                    fmt::format("there is no file {}; check the name", file.string()));
    const SimCompiler compiler(request_.installation,
                               request_.mode == SimMode::check ? sim::Mode::check : sim::Mode::fast,
                               options());
    std::vector<fs::path> objects;
    bool good = true;
    for (const fs::path& file : request_.files) {
      if (is_header(file)) continue;
      if (is_object(file)) {
        objects.push_back(file);
        continue;
      }
      request_.progress("compiling " + file.filename().string());
      objects.push_back(folder_.path / fmt::format("{}.{}.o", objects.size(), file.stem().string()));
      good = accept(compiler.compile(file, objects.back())) && good;
    }
    if (objects.empty())
      throw Error(Exit::usage, "no_source", "only headers were given; name the .cu file that has main");
    return good && accept(compiler.link(objects, request_.link, folder_.path / "program"));
  }

  PtxasRequest ptxas_request() const {
    const sim::SourceOptions o = options();
    PtxasRequest request{request_.files, {}, o.defines, o.standard, request_.architecture, folder_.path};
    request.include.assign(o.include_dirs.begin(), o.include_dirs.end());
    if (request.standard.starts_with("gnu")) request.standard = "c" + request.standard.substr(3);
    return request;
  }

  std::vector<std::string> environment() const {
    std::vector<std::string> all{fmt::format("PREP_SIM_GPUS={}", request_.gpus),
                                 fmt::format("PREP_SIM_SCHEDULE={}", request_.schedule)};
    if (request_.leaks == SimLeaks::told) all.emplace_back("PREP_SIM_LEAKS=1");
    if (request_.model == SimModel::told) all.emplace_back("PREP_SIM_MODEL=1");
    return all;
  }

  // The learner's own program, with files and arguments of its own: nothing confines it.
  void execute() {
    const int report = ::memfd_create("prep-report", MFD_CLOEXEC);
    ProcessSpec spec;
    spec.argv = {(folder_.path / "program").string()};
    spec.argv.insert(spec.argv.end(), request_.args.begin(), request_.args.end());
    spec.output = request_.output;
    spec.env_add = environment();
    if (report >= 0) {
      spec.fds = {{report, kReportFd}};
      spec.env_add.push_back(fmt::format("PREP_SIM_REPORT_FD={}", kReportFd));
    }
    const auto start = std::chrono::steady_clock::now();
    result_.program = run_process(spec);
    result_.run_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (report < 0) return;
    std::string text(kReportLimit, '\0');
    const ssize_t size = ::pread(report, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    ::close(report);
    result_.findings = parse_sim_report(text);
    result_.report = std::move(text);
  }

  const SimProgramRequest& request_;
  TemporaryFolder folder_;
  SimProgramResult result_;
};

}  // namespace

SimProgramResult run_sim_program(const SimProgramRequest& request) { return Program(request).run(); }

}  // namespace prep
