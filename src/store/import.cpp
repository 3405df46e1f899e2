#include <fmt/format.h>

#include <map>
#include <set>
#include <system_error>

#include "os/error.h"
#include "store/append.h"
#include "store/codec.h"
#include "store/device.h"
#include "store/errors.h"
#include "store/journal.h"
#include "store/quarantine.h"
#include "store/store.h"
#include "store/writer.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

using Lines =
    std::map<std::string, std::string>;  // record id -> its line, byte for byte: unknown keys survive

struct Collected {
  std::map<std::string, Lines> by_device;
  std::vector<std::string> damage;
};

Collected collect(const fs::path& data) {
  Collected found;
  for (const fs::path& journal : list_journals(data)) {
    for_each_line(read_file(journal), 1, [&](std::string_view line, std::uint64_t number) {
      if (line.empty()) return;
      const Decoded decoded = decode(line);
      if (decoded.state == LineState::newer) throw newer_error(journal, number);
      if (decoded.state == LineState::damaged) {
        found.damage.push_back(damage_sentence(journal, number, decoded.why));
      } else {
        found.by_device[decoded.event.device].emplace(decoded.event.id, line);
      }
    });
  }
  return found;
}

fs::path data_of(const StoreContext& store, const fs::path& other_home) {
  std::error_code ignored;
  const fs::path inner = other_home / ".prep";
  const fs::path data = fs::is_directory(inner, ignored) ? inner : other_home;
  if (list_journals(data).empty()) {
    throw Error(Exit::usage, "no_journal",
                fmt::format("there is no journal in {}; name a prep folder, the one that holds .prep",
                            display(other_home)));
  }
  if (fs::equivalent(data, store.home.data(), ignored)) {
    throw Error(Exit::usage, "same_folder",
                fmt::format("{} is the folder you work in; name the other one", display(other_home)));
  }
  return data;
}

std::string joined(const Lines& lines) {
  std::string bytes;
  for (const auto& [id, line] : lines) {
    bytes += line;
    bytes += '\n';
  }
  return bytes;
}

// Another device's journal: its valid lines and the new ones in order of id. Damaged lines stay in a copy
// beside it.
void replace_journal(const StoreContext& store, const fs::path& journal, Lines lines,
                     std::vector<std::string>& remarks) {
  std::error_code ignored;
  if (fs::exists(journal, ignored)) {
    const Sorted old = sort_lines(read_file(journal));
    if (!old.clean()) {
      remarks.push_back(
          fmt::format("{} held damaged lines; it is kept as {}", display(journal),
                      quarantine(store.files, journal, store.clock.now().utc_ms).filename().string()));
    }
    for (const auto& [id, line] : old.good) lines.emplace(id, line);
  }
  replace_file(store.files, journal, joined(lines), Durable::yes);
}

// This device's own journal is only ever appended to.
void append_lost(const StoreContext& store, const fs::path& journal, const Lines& lines,
                 std::vector<std::string>& remarks) {
  std::string bytes = joined(lines);
  bytes.pop_back();  // append_line adds the last newline
  append_line(store.files, journal, bytes);
  remarks.push_back(fmt::format("{} records of this machine were only in the copy; they are back in {}",
                                lines.size(), display(journal)));
}

}  // namespace

ImportOutcome import_journals(const StoreContext& store, const fs::path& other_home) {
  return in_sentences("nothing is lost; what was not imported yet comes with the next prep import", [&] {
    const fs::path other = data_of(store, other_home);
    Collected theirs = collect(other);
    Writer writer(store);
    const Collected ours = collect(store.home.data());

    ImportOutcome outcome{0, 0, std::move(theirs.damage)};
    std::map<std::string, Lines> missing;
    std::set<std::string> differing;
    for (const auto& [device, lines] : theirs.by_device) {
      if (!valid_device(device)) {
        outcome.remarks.push_back(
            fmt::format("{} records of a device with a strange name were left out", lines.size()));
        continue;
      }
      const auto own = ours.by_device.find(device);
      for (const auto& [id, line] : lines) {
        const bool absent = own == ours.by_device.end() || !own->second.contains(id);
        if (absent) {
          missing[device].emplace(id, line);
          ++outcome.added;
        } else {
          ++outcome.known;
          if (own->second.at(id) != line) differing.insert(id);
        }
      }
    }
    if (!differing.empty()) {
      outcome.remarks.push_back(
          fmt::format("{} records differ in the copy, {} the first; this folder's own were kept",
                      differing.size(), *differing.begin()));
    }
    if (missing.empty()) return outcome;

    // Without a snapshot nobody can take an old fold for a new one, whenever this is killed.
    drop_snapshot(store.files, store.home.data());
    writer.state() = StoreState{};
    for (auto& [device, lines] : missing) {
      const fs::path journal = journal_of(store.home.data(), device);
      if (device == writer.device()) {
        append_lost(store, journal, lines, outcome.remarks);
      } else {
        replace_journal(store, journal, std::move(lines), outcome.remarks);
      }
    }
    writer.save_snapshot();
    return outcome;
  });
}

}  // namespace prep
