#include <fmt/format.h>

#include "store/errors.h"
#include "store/quarantine.h"
#include "store/snapshot.h"
#include "store/state.h"
#include "store/store.h"
#include "store/writer.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

std::string joined(const Sorted& sorted) {
  std::string bytes;
  for (const auto& [id, line] : sorted.good) bytes += line + "\n";
  return bytes;
}

void restore_journal(const StoreContext& store, const fs::path& journal, std::vector<std::string>& done) {
  const Sorted sorted = sort_lines(read_file(journal));
  if (sorted.newer > 0) {
    done.push_back(fmt::format("{} holds {} records of a newer prep and was left as it is; update prep",
                               display(journal), sorted.newer));
    return;
  }
  if (sorted.clean()) return;
  const fs::path copy = quarantine(store.files, journal, store.clock.now().utc_ms);
  replace_file(store.files, journal, joined(sorted), Durable::yes);
  done.push_back(fmt::format(
      "{}: kept {} good records and set {} damaged lines aside; the file as it was is {}", display(journal),
      sorted.good.size(), sorted.damaged + (sorted.torn ? 1 : 0), copy.filename().string()));
}

void restore_journals(const StoreContext& store, std::vector<std::string>& done) {
  for (const fs::path& journal : list_journals(store.home.data())) {
    try {
      restore_journal(store, journal, done);
    } catch (const IoError& io) {
      done.emplace_back(io_sentence(io, "this file was left as it is").what());
    }
  }
}

// With a record of a newer prep there is no whole fold, and so nothing to cache.
bool any_newer(const fs::path& data) {
  for (const fs::path& journal : list_journals(data)) {
    if (sort_lines(read_file(journal)).newer > 0) return true;
  }
  return false;
}

void rebuild_snapshot(const StoreContext& store, std::vector<std::string>& done) {
  const fs::path data = store.home.data();
  const SnapshotFound found = read_snapshot(data).found;
  if (found == SnapshotFound::damaged) {
    const fs::path copy = quarantine(store.files, data / "snapshot.json", store.clock.now().utc_ms);
    done.push_back(fmt::format("the snapshot was damaged; it is kept as {}", copy.filename().string()));
  }
  EverythingRead all = read_everything(data);
  const Snapshot snapshot{fold_all(all.events), std::move(all.marks), std::move(all.damage)};
  write_snapshot(store.files, data, snapshot);
  done.push_back(fmt::format("made the snapshot anew from {} records", snapshot.progress.events));
}

}  // namespace

std::vector<std::string> restore_store(const StoreContext& store) {
  return in_sentences("every file is as it was, or has a copy beside it", [&] {
    std::vector<std::string> done;
    if (list_journals(store.home.data()).empty()) return done;
    const StoreLock lock(store.files, store.home.data(), store.lock_patience);
    restore_journals(store, done);
    if (!any_newer(store.home.data())) rebuild_snapshot(store, done);
    return done;
  });
}

}  // namespace prep
