#include "backend/sim_program.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>

#include "backend/front_end.h"
#include "backend/sim_backend.h"
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
      throw Error(Exit::environment, "no_scratch", fmt::format("cannot create {}: {}; free some space or set TMPDIR", pattern, error_words(errno)));
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

class Program {
 public:
  explicit Program(const SimProgramRequest& request)
      : request_(request), backend_(request.installation, find_compiler()),
        flavor_(request.mode == SimMode::check ? Flavor::check : Flavor::fast) {}

  SimProgramResult run() {
    if (const Availability availability = backend_.availability(); !availability.available) throw Error(Exit::environment, "no_sim", availability.why_not);
    const auto start = std::chrono::steady_clock::now();
    const bool built = build();
    result_.build_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result_.end = built ? SimProgramEnd::ran : SimProgramEnd::build_failed;
    if (built) execute();
    return std::move(result_);
  }

 private:
  bool accept(const ProcessResult& step) {
    for (Finding& finding : parse_compiler_output(step.err)) result_.build_errors.push_back(std::move(finding));
    if (step.ok()) return true;
    result_.program = step;
    return false;
  }

  ProcessResult tool(const CommandLine& line) const {
    ProcessSpec spec;
    spec.argv = line;
    spec.limits.wall = Milliseconds{300000};
    spec.limits.output_bytes = 16 << 20;
    return run_process(spec);
  }

  // Headers may lie beside any of the files given.
  std::vector<fs::path> include_folders() const {
    std::vector<fs::path> folders;
    for (const fs::path& file : request_.files) folders.push_back(file.has_parent_path() ? file.parent_path() : fs::path("."));
    return folders;
  }

  bool compile(const fs::path& file, const fs::path& object) {
    const fs::path raw = object.string() + ".raw.ii", rewritten = object.string() + ".ii";
    if (!accept(tool(backend_.preprocess({file, raw, {}, include_folders(), flavor_})))) return false;
    const FrontEndOutcome front = run_front_end(raw, rewritten);
    if (!front.ok) {
      result_.build_errors.push_back(front.finding);
      return false;
    }
    return accept(tool(backend_.compile({rewritten, object, {}, include_folders(), flavor_})));
  }

  bool build() {
    LinkJob link{{}, folder_.path / "program", flavor_};
    for (const fs::path& file : request_.files) {
      if (!fs::is_regular_file(file)) throw Error(Exit::usage, "unreadable_file", fmt::format("there is no file {}; check the name", file.string()));
      if (is_header(file)) continue;
      request_.progress("compiling " + file.filename().string());
      const fs::path object = folder_.path / fmt::format("{}.{}.o", link.objects.size(), file.stem().string());
      if (!compile(file, object)) return false;
      link.objects.push_back(object);
    }
    if (link.objects.empty()) throw Error(Exit::usage, "no_source", "only headers were given; name the .cu file that has main");
    return accept(tool(backend_.link_program(link)));
  }

  // The learner's own program, with a terminal, files and arguments of its own: it runs as if started by hand.
  void execute() {
    const int report = ::memfd_create("prep-report", MFD_CLOEXEC);
    ProcessSpec spec;
    spec.argv = {(folder_.path / "program").string()};
    spec.argv.insert(spec.argv.end(), request_.args.begin(), request_.args.end());
    spec.output = Output::inherit;
    if (report >= 0) {
      spec.fds = {{report, kReportFd}};
      spec.env_add = {fmt::format("PREP_SIM_REPORT_FD={}", kReportFd)};
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
  }

  const SimProgramRequest& request_;
  SimBackend backend_;
  Flavor flavor_;
  TemporaryFolder folder_;
  SimProgramResult result_;
};

}  // namespace

SimProgramResult run_sim_program(const SimProgramRequest& request) { return Program(request).run(); }

}  // namespace prep
