#include "cli/workspace.h"

#include <cerrno>

#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOurs = "# Written by prep. Delete this line to keep your own version.\n";

[[noreturn]] void cannot_write(const IoError& error) {
  throw Error(Exit::store, "cannot_write",
              "cannot write " + display(error.path) + " (" + error_words(error.code) +
                  "); make room or set its permissions, then try again");
}

std::string read_or_empty(const fs::path& path) {
  try {
    return read_file(path);
  } catch (const IoError&) {
    return "";
  }
}

void write_if_new(const fs::path& path, const std::string& text) {
  if (read_or_empty(path) != text) replace_file(system_files(), path, text, Durable::no);
}

// What makes clang understand CUDA without its toolkit: the sim's declarations (include/prep/editor.h).
std::vector<std::string> cuda_flags(const Installation& installation) {
  return {"-xcuda",
          "--cuda-host-only",
          "-nocudainc",
          "-nocudalib",
          "-Xclang",
          "-fcuda-allow-variadic-functions",
          "-isystem",
          (installation.include / "prep/sim/toolkit").string(),
          "-include",
          (installation.include / "prep/editor.h").string(),
          "-Wno-unknown-cuda-version"};
}

std::vector<std::string> flags(const Kit& kit, const Installation& installation) {
  std::vector<std::string> all{"clang++", "-std=c++20", "-Wall", "-I" + installation.include.string()};
  if (kit.language == Language::cuda) {
    for (std::string& flag : cuda_flags(installation)) all.push_back(std::move(flag));
  }
  all.insert(all.end(), {"-include", kit.header().string()});
  return all;
}

// For files that the learner adds beside the exercises.
std::string clangd_config(const Installation& installation) {
  std::string cuda;
  for (const std::string& flag : cuda_flags(installation))
    cuda += (cuda.empty() ? "" : ", ") + json_text(flag);
  return std::string(kOurs) + "CompileFlags:\n  Add: [-std=c++20, " +
         json_text("-I" + installation.include.string()) +
         "]\n  Remove: [-arch=*, -gencode*, --expt-*, -lineinfo, -rdc=*]\n---\n" +
         "If:\n  PathMatch: .*\\.cuh?\nCompileFlags:\n  Add: [" + cuda + "]\n";
}

}  // namespace

std::string compile_commands(Session& session) {
  std::string all;
  for (const Kit& kit : session.kits()) {
    const std::string file = session.learner_file(kit).string();
    std::vector<std::string> arguments = flags(kit, session.installation());
    arguments.push_back(file);
    JsonObject entry;
    entry.text("directory", session.home().root.string()).text("file", file).texts("arguments", arguments);
    all += (all.empty() ? "" : ",\n") + entry.str();
  }
  return "[\n" + all + "\n]\n";
}

void write_editor_files(Session& session) {
  const fs::path root = session.home().root;
  try {
    system_files().make_dirs(root);
    write_if_new(root / "compile_commands.json", compile_commands(session));
    const std::string own = read_or_empty(root / ".clangd");
    if (own.empty() || own.starts_with(kOurs))
      write_if_new(root / ".clangd", clangd_config(session.installation()));
  } catch (const IoError& error) {
    cannot_write(error);
  }
}

LearnerFile place_starter(Session& session, const Kit& kit) {
  const fs::path path = session.learner_file(kit);
  std::error_code ignored;
  if (fs::exists(path, ignored)) return {path, Placed::was_there};
  try {
    const std::string starter = read_file(kit.starter());
    system_files().make_dirs(path.parent_path());
    replace_file(system_files(), path, starter, Durable::yes);
  } catch (const IoError& error) {
    cannot_write(error);
  }
  write_editor_files(session);
  if (!session.json())
    session.terminal().talk("prep: put the starter of " + kit.id + " into " + display(path) + "\n");
  return {path, Placed::created};
}

}  // namespace prep
