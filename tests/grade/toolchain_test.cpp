#include "backend/toolchain.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.h"

using namespace prep;
namespace fs = std::filesystem;

// clang++ is a link to clang, which links as C when it is called by its real name: no C++ program came out.
TEST_CASE("a compiler is called by the name it was found under") {
  const fs::path folder = fs::temp_directory_path() / ("prep_toolchain_" + std::to_string(std::rand()));
  fs::create_directories(folder);
  std::ofstream(folder / "clang") << "#!/bin/sh\n";
  fs::permissions(folder / "clang", fs::perms::owner_all);
  fs::create_symlink("clang", folder / "clang++");
  const char* const before = std::getenv("CXX");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("CXX", (folder / "clang++").c_str(), 1);
  const Compiler found = find_compiler();
  if (before == nullptr)
    ::unsetenv("CXX");
  else
    ::setenv("CXX", kept.c_str(), 1);
  CHECK(found.path == folder / "clang++");
  CHECK(found.real == fs::canonical(folder) / "clang");
  CHECK(found.kind == CompilerKind::clang);
  fs::remove_all(folder);
}
