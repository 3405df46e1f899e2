#include "store/writer.h"

#include <algorithm>
#include <cerrno>

#include "os/ulid.h"
#include "store/append.h"
#include "store/codec.h"
#include "store/device.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

const fs::path& made(Files& files, const fs::path& folder) {
  files.make_dirs(folder);
  return folder;
}

// Temporary files of a prep that was killed while it replaced one. Only the lock's holder makes such files.
void remove_leftovers(Files& files, const fs::path& data) {
  std::error_code code;
  for (fs::directory_iterator at(data, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (!name.ends_with(".tmp") || !(name.starts_with(".snapshot.json.") || name.starts_with(".journal-")))
      continue;
    try {
      files.remove(at->path());
    } catch (const IoError&) {  // litter, no more
    }
  }
}

// The old snapshot is the last witness of records that no journal holds any more: it is kept aside.
void keep_witness(const StoreContext& store) {
  const fs::path data = store.home.data();
  const fs::path aside = data / ("snapshot.json.lost-" + compact_stamp(store.clock.now().utc_ms));
  replace_file(store.files, aside, read_file(data / "snapshot.json"), Durable::yes);
}

// The entries of a new journal and of the folders above it. Those above may be anybody's.
void sync_folders(Files& files, const Home& home) {
  files.sync_dir(home.data());
  files.sync_dir(home.root);
  try {
    files.sync_dir(fs::absolute(home.root).parent_path());
  } catch (const IoError& io) {
    if (io.code != EACCES && io.code != EPERM) throw;
  }
}

}  // namespace

Writer::Writer(const StoreContext& store)
    : store_(store), lock_(store.files, made(store.files, store.home.data()), store.lock_patience) {
  remove_leftovers(store.files, store.home.data());
  state_ = read_state(store.home.data());
  if (state_.lost > 0) keep_witness(store);
  device_ = ensure_device(store.files, store.state);
  // Before the id of the next record is chosen: the torn line may be whole but for its newline, and then
  // counts.
  if (end_torn_line(store.files, journal_of(store.home.data(), device_))) catch_up(store.home.data(), state_);
}

Event Writer::record(const Action& action, std::vector<Event> known) {
  const Moment now = store_.clock.now();
  const fs::path data = store_.home.data();
  const fs::path journal = journal_of(data, device_);
  const std::string file = journal.filename().string();
  const JournalMark* mark = mark_of(state_, file);

  Event event;
  event.id = next_ulid(now.utc_ms, state_.now.progress.newest_id);
  event.device = device_;
  event.seq = (mark != nullptr ? mark->last_seq : 0) + 1;
  event.utc_ms = now.utc_ms;
  event.offset_minutes = now.offset_minutes;
  event.day = study_day(now);
  event.action = action;
  append_line(store_.files, journal, encode(event));

  // Until a snapshot names the journal, its entry in the folder may not be on disk.
  auto& settled = state_.settled;
  if (std::find(settled.begin(), settled.end(), file) == settled.end()) {
    sync_folders(store_.files, store_.home);
    settled.push_back(file);
  }
  save_snapshot(std::move(known));
  return event;
}

void Writer::save_snapshot(std::vector<Event> known) {
  const fs::path data = store_.home.data();
  try {
    catch_up(data, state_, std::move(known));
  } catch (const Error&) {  // the record is on disk; a cache that cannot be renewed now is renewed by the
                            // next command
    return;
  } catch (const IoError&) {
    return;
  }
  write_snapshot(store_.files, data, state_.now);
}

std::string compact_stamp(std::int64_t utc_ms) {
  std::string stamp;
  for (const char c : utc_text(utc_ms).substr(0, 19)) {
    if (c != '-' && c != ':') stamp += c;
  }
  return stamp + "Z";
}

}  // namespace prep
