#include "store/state.h"

#include <algorithm>
#include <iterator>

namespace prep {
namespace fs = std::filesystem;
namespace {

const JournalMark* find_mark(const std::vector<JournalMark>& marks, const std::string& file) {
  const auto at =
      std::find_if(marks.begin(), marks.end(), [&](const JournalMark& m) { return m.file == file; });
  return at == marks.end() ? nullptr : &*at;
}

// Reads on from the given marks; journals without one are read from their beginning.
EverythingRead read_beyond(const fs::path& data, const std::vector<JournalMark>& known) {
  EverythingRead read;
  for (const fs::path& journal : list_journals(data)) {
    const std::string file = journal.filename().string();
    const JournalMark* mark = find_mark(known, file);
    read.marks.push_back(mark != nullptr ? *mark : JournalMark{file, 0, 0, 0, "", 0});
    read_on(data, read.marks.back(), read.events, read.damage);
  }
  sort_by_id(read.events);
  return read;
}

bool fits_behind(const Progress& progress, const std::vector<Event>& later) {
  if (later.empty()) return true;
  if (later.front().id <= progress.newest_id) return false;
  return std::none_of(later.begin(), later.end(),
                      [](const Event& e) { return std::holds_alternative<Undone>(e.action); });
}

}  // namespace

EverythingRead read_everything(const fs::path& data) { return read_beyond(data, {}); }

void catch_up(const fs::path& data, StoreState& state, std::vector<Event> known) {
  Snapshot& now = state.now;
  const std::uint64_t before = now.progress.events;
  if (std::all_of(now.journals.begin(), now.journals.end(),
                  [&](const auto& mark) { return still_there(data, mark); })) {
    EverythingRead later = read_beyond(data, now.journals);
    state.folded = later.events.size();
    const bool fits = fits_behind(now.progress, later.events);
    if (before == 0 || fits || !known.empty()) {
      if (before > 0 && fits) {
        for (const Event& event : later.events) apply(now.progress, event);
      } else {
        std::move(later.events.begin(), later.events.end(), std::back_inserter(known));
        sort_by_id(known);
        now.progress = fold_all(known);
      }
      now.journals = std::move(later.marks);
      now.damage.insert(now.damage.end(), later.damage.begin(), later.damage.end());
      return;
    }
  }
  EverythingRead all = read_everything(data);
  state.folded = all.events.size();
  state.lost = before > all.events.size() ? before - all.events.size() : 0;
  now = {fold_all(all.events), std::move(all.marks), std::move(all.damage)};
}

StoreState read_state(const fs::path& data) {
  StoreState state;
  SnapshotRead read = read_snapshot(data);
  state.found = read.found;
  if (read.found == SnapshotFound::good) state.now = std::move(read.snapshot);
  for (const JournalMark& mark : state.now.journals) state.settled.push_back(mark.file);
  catch_up(data, state);
  state.fresh = state.found == SnapshotFound::good && state.folded == 0 && state.lost == 0;
  return state;
}

const JournalMark* mark_of(const StoreState& state, const std::string& file) {
  return find_mark(state.now.journals, file);
}

}  // namespace prep
