// The learner's record: DESIGN section 3. Journals (one per device, append-only, the only truth), snapshot (a
// cache of the fold), lock, backups. Reading takes no lock and writes nothing. A mutation re-reads under the
// lock, appends one record, syncs it, then writes the snapshot; when append() returns, the record is on disk.
// All functions throw Error(store) with a sentence: locked (by whom), damaged, newer, disk full, read-only.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "os/clock.h"
#include "os/files.h"
#include "os/paths.h"
#include "study/event.h"
#include "study/progress.h"

namespace prep {

struct StoreContext {
  Home home;
  const Clock& clock;
  Files& files = system_files();
  Milliseconds lock_patience{5000};
  std::filesystem::path state = state_dir();  // where this machine's device id lives, apart from the folder
};

struct Loaded {
  Progress progress;
  std::vector<std::string> remarks;  // for stderr: damaged lines skipped, stale snapshot, clock behind
};
Loaded load(const StoreContext& store);

// Everything in fold order, with the ids that an Undone took back.
struct History {
  std::vector<Event> events;
  std::vector<std::string> taken_back;
  std::vector<std::string> remarks;
};
History history(const StoreContext& store);

Event append(const StoreContext& store, const Action& action);

// Takes back this device's newest undoable record, or the one named. A FileReset also restores the file from
// its backup (refused with a sentence where the backup is gone). redo = taking back the newest Undone.
struct UndoOutcome {
  Event undone;
  Event record;
  std::string words;  // "Undid "reset ex_03" (2 min ago): file restored."
};
UndoOutcome undo(const StoreContext& store, const std::string& id = "");
UndoOutcome redo(const StoreContext& store);

// Copies a learner's file to .prep/backup/<name>.<UTC stamp>.<ext>; returns the path relative to home.
// Thinned on write: all of today and yesterday, then daily, weekly, monthly.
std::filesystem::path back_up(const StoreContext& store, const std::filesystem::path& file);

struct ImportOutcome {
  std::size_t added = 0, known = 0;
  std::vector<std::string> remarks;
};
ImportOutcome import_journals(const StoreContext& store, const std::filesystem::path& other_home);

// For doctor: never throws for what the store holds.
struct StoreCheck {
  enum class State { none, ok, damaged, newer, unreadable } state = State::none;
  std::uint64_t records = 0;
  int journals = 0, damaged_lines = 0, backups = 0;
  bool torn_tail = false;
  std::string snapshot;               // "fresh", "stale", "absent", "damaged"
  std::vector<std::string> findings;  // sentences with file, line and the fix
};
StoreCheck check_store(const StoreContext& store);
// Quarantines damaged files (copies, never deletes) and rebuilds the snapshot; returns what was done in
// words.
std::vector<std::string> restore_store(const StoreContext& store);

}  // namespace prep
