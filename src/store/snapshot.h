// .prep/snapshot.json: a cache of the fold, with how far each journal was read. Written by temp and rename
// without fsync, checked by its checksum; whatever is wrong with it only costs the time to fold anew.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "os/files.h"
#include "store/journal.h"
#include "study/progress.h"

namespace prep {

struct Snapshot {
  Progress progress;
  std::vector<JournalMark> journals;
  std::vector<std::string> damage;  // sentences about skipped lines; said until doctor sets them aside
};

enum class SnapshotFound { absent, damaged, other_version, good };
struct SnapshotRead {
  SnapshotFound found = SnapshotFound::absent;
  Snapshot snapshot;
};
SnapshotRead read_snapshot(const std::filesystem::path& data);
// Never throws IoError: the records are safe without it.
void write_snapshot(Files& files, const std::filesystem::path& data, const Snapshot& snapshot);
void drop_snapshot(Files& files, const std::filesystem::path& data);

}  // namespace prep
