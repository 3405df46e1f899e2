// What the journals say, by the shortest way: the snapshot plus what was appended since, or everything anew.
#pragma once
#include <string>
#include <vector>

#include "os/paths.h"
#include "store/snapshot.h"

namespace prep {

struct StoreState {
  Snapshot now;  // progress, marks and damage up to date
  SnapshotFound found = SnapshotFound::absent;
  bool fresh = false;                // the snapshot covered everything
  std::vector<std::string> settled;  // journals that the snapshot named: their folder entries are on disk
  std::uint64_t folded = 0;          // records read beyond the snapshot
  std::uint64_t lost = 0;            // records that the snapshot knew and that no journal holds any more
};

// No lock, no write. Throws Error(store): newer record, unreadable folder.
StoreState read_state(const std::filesystem::path& data);

// Folds what the journals hold beyond state.now. An Undone, or a record older than what is folded, means all
// anew; a caller that has just read all records hands them in as `known` and spares the second reading.
void catch_up(const std::filesystem::path& data, StoreState& state, std::vector<Event> known = {});

// All events in fold order, past any snapshot.
struct EverythingRead {
  std::vector<Event> events;
  std::vector<JournalMark> marks;
  std::vector<std::string> damage;
};
EverythingRead read_everything(const std::filesystem::path& data);

const JournalMark* mark_of(const StoreState& state, const std::string& file);

}  // namespace prep
