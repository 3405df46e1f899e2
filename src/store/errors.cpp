#include "store/errors.h"

#include <fmt/format.h>

#include <cerrno>

#include "os/paths.h"

namespace prep {
namespace {

struct Refusal {
  const char* kind;
  const char* what;
  const char* next;
};

Refusal refusal(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {"disk_full", "the disk is full", "free some space, then repeat the command"};
    case EROFS:
    case EACCES:
    case EPERM:
      return {"read_only", "no permission",
              "make the folder writable for you, or name another one with --home"};
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EISDIR:
      return {"no_folder", "the path does not lead there",
              "check that the folder exists and is no dangling link, or name another one with --home"};
    default:
      return {"store_io", "the machine reports an error", "run prep doctor"};
  }
}

}  // namespace

Error io_sentence(const IoError& io, const std::string& outcome) {
  const Refusal why = refusal(io.code);
  return Error(Exit::store, why.kind,
               fmt::format("{}: {} of {} failed ({}); {}. To go on, {}", why.what, io.operation,
                           display(io.path), error_words(io.code), outcome, why.next));
}

}  // namespace prep
