#include "grade/build.h"

#include <fmt/format.h>

#include <chrono>

#include "grade/build_cache.h"
#include "grade/compile.h"
#include "os/error.h"
#include "os/files.h"
#include "os/hash.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

std::string text_of(const fs::path& path) {
  try {
    return read_file(path);
  } catch (const IoError& error) {
    throw Error(Exit::usage, "unreadable_file",
                fmt::format("cannot read {}: {}; check the name", display(path), error_words(error.code)));
  }
}

// Everything that can change the runner, the compiler's command lines included.
std::string build_key(const BuildRequest& request) {
  ContentHash hash;
  hash.add(text_of(request.source)).add(request.source.filename().string());
  hash.add(text_of(request.kit.header())).add(text_of(request.kit.call_source()));
  hash.add(request.backend.identity());
  for (const Flavor flavor : request.flavors) {
    CompileJob job{"source", "object", "contract", {request.installation.include}, flavor};
    for (const std::string& word : request.backend.preprocess(job)) hash.add(word);
    for (const std::string& word : request.backend.compile(job)) hash.add(word);
    for (const std::string& word : request.backend.link({{"object"}, "runner", flavor, request.libraries}))
      hash.add(word);
  }
  return hash.hex();
}

void load_from(const fs::path& folder, const BuildRequest& request, BuildOutcome& outcome) {
  outcome.built = true;
  for (const Flavor flavor : request.flavors) outcome.runner[flavor] = folder / ("runner." + word(flavor));
  outcome.object = folder / ("learner." + word(request.flavors.front()) + ".o");
}

}  // namespace

BuildOutcome build(const BuildRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  BuildOutcome outcome;
  const BuildCache cache("build");
  const std::string key = build_key(request);
  if (const auto folder = cache.find(key)) {
    load_from(*folder, request, outcome);
  } else {
    const Scratch scratch;
    compile_in(scratch.folder(), request, outcome);
    if (outcome.built) load_from(cache.keep(key, scratch.folder()), request, outcome);
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace prep
