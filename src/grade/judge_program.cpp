#include <fmt/format.h>

#include "backend/toolchain.h"
#include "grade/build_cache.h"
#include "grade/judge_session.h"
#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"
#include "os/hash.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

// Prebuilt judges are of the kits beside them, not of those that PREP_ROOT names; an author's newer source or
// contract makes them stale.
bool up_to_date(const fs::path& program, const Kit& kit) {
  if (environment("PREP_ROOT")) return false;
  std::error_code failure;
  const auto built = fs::last_write_time(program, failure);
  if (failure) return false;
  return fs::last_write_time(kit.judge_source(), failure) <= built && !failure &&
         fs::last_write_time(kit.header(), failure) <= built && !failure;
}

}  // namespace

fs::path judge_program(const Kit& kit, const Installation& installation) {
  const fs::path prebuilt = installation.judges / kit.id;
  if (up_to_date(prebuilt, kit)) return prebuilt;
  const Compiler compiler = find_compiler();
  const fs::path library = installation.lib / "libprep_judge.a";
  const std::string key = ContentHash()
                              .add(read_file(kit.judge_source()))
                              .add(read_file(kit.header()))
                              .add(compiler.identity)
                              .add(file_identity(library))
                              .add(file_identity(installation.include / "prep/judge.h"))
                              .hex();
  const BuildCache cache("judge");
  if (const auto folder = cache.find(key)) return *folder / "judge";
  const Scratch scratch;
  ProcessSpec spec;
  spec.argv = {compiler.path.string(),
               "-std=c++20",
               "-O2",
               "-I" + installation.include.string(),
               "-I" + kit.folder.string(),
               kit.judge_source().string(),
               library.string(),
               "-pthread",
               "-o",
               (scratch.folder() / "judge").string()};
  spec.limits.wall = kit.limits.build;
  spec.limits.output_bytes = 1 << 20;
  const ProcessResult result = run_process(spec);
  if (!result.ok())
    throw Error(
        Exit::content, "invalid_kit",
        fmt::format("the judge of {} does not compile; this is a defect of the kit, not of your code:\n{}",
                    kit.id, result.err.substr(0, 2000)));
  return cache.keep(key, scratch.folder()) / "judge";
}

}  // namespace prep
