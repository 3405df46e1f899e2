// The file seam with faults. It counts every step (open, write, fsync, truncate, close, rename, remove,
// mkdir, sync_dir) and at the chosen one fails, writes short, or kills: throws Killed, after which nothing
// reaches the disk any more. Syncs are only noted, not done; what a power cut may take is worked out from
// them: unsynced bytes, new names in a folder that was not synced, renames likewise.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "os/files.h"

namespace prep_test {

struct Killed {};  // no std::exception, no IoError: nobody may catch it on the way

enum class Fault {
  none,
  io_error,     // EIO instead of the step
  disk_full,    // ENOSPC instead of the step
  short_write,  // a write takes half the bytes; other steps fail with ENOSPC
  kill_before,  // dies before the step
  kill_after,   // dies right after it
  kill_torn,    // a write dies half way; other steps: after it
};
enum class Loss {
  nothing,  // the process died, the machine lives: the page cache reaches the disk
  cut,      // power cut: unsynced bytes and names are gone
  half,     // power cut: half of the unsynced bytes made it
  zeroed,   // power cut: unsynced bytes read as NUL, names made it
};
const char* name(Fault fault);
const char* name(Loss loss);

class FaultyFiles : public prep::Files {
 public:
  FaultyFiles() = default;
  FaultyFiles(Fault fault, int at_step) : fault_(fault), at_step_(at_step) {}

  std::unique_ptr<prep::FileHandle> open(const std::filesystem::path& path, prep::OpenMode mode) override;
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  void remove(const std::filesystem::path& path) override;
  void make_dirs(const std::filesystem::path& path) override;
  void sync_dir(const std::filesystem::path& path) override;

  int steps() const { return step_; }
  bool reached() const { return reached_; }
  // Applies what the power cut takes. Call it once, after Killed.
  void lose(Loss loss);

 private:
  friend class FaultyHandle;
  enum class Kind { write, other };
  struct Known {
    bool entry_durable = true;       // its name survives a power cut
    std::uint64_t synced = 0;        // bytes that do
    std::optional<std::string> old;  // what a rename replaced there, while that rename is not durable
    bool renamed = false;
  };

  // Counts a step. Throws for a fault before it; true: the caller must call after().
  void before(Kind kind, const char* operation, const std::filesystem::path& path);
  void after();
  std::size_t allowed(std::size_t bytes);  // of a write at this step
  [[noreturn]] void die();
  bool due() const { return step_ == at_step_ && fault_ != Fault::none; }

  Fault fault_ = Fault::none;
  int at_step_ = 0;
  int step_ = 0;
  bool reached_ = false;
  bool dead_ = false;
  std::map<std::filesystem::path, Known> known_;
};

}  // namespace prep_test
