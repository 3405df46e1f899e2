#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "store/codec.h"
#include "store/errors.h"
#include "store/journal.h"
#include "store/lock.h"
#include "store/state.h"
#include "store/store.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

void worsen(StoreCheck& check, StoreCheck::State state) { check.state = std::max(check.state, state); }

void check_journal(const fs::path& journal, bool writer_at_work, std::set<std::string>& ids,
                   StoreCheck& check) {
  ++check.journals;
  worsen(check, StoreCheck::State::ok);
  const std::string bytes = read_file(journal);
  const std::size_t rest = for_each_line(bytes, 1, [&](std::string_view line, std::uint64_t number) {
    if (line.empty()) return;
    Decoded decoded = decode(line);
    if (decoded.state == LineState::ok) {
      ids.insert(std::move(decoded.event.id));
    } else if (decoded.state == LineState::newer) {
      worsen(check, StoreCheck::State::newer);
      check.findings.emplace_back(newer_error(journal, number).what());
    } else {
      ++check.damaged_lines;
      worsen(check, StoreCheck::State::damaged);
      check.findings.push_back(damage_sentence(journal, number, decoded.why));
    }
  });
  if (rest == 0 || writer_at_work) return;
  check.torn_tail = true;
  worsen(check, StoreCheck::State::damaged);
  check.findings.push_back(
      fmt::format("{} ends in {} bytes of a record that was never finished (nothing confirmed is lost). "
                  "To set them aside: prep doctor --restore",
                  display(journal), rest));
}

std::string snapshot_words(const fs::path& data) {
  try {
    const StoreState state = read_state(data);
    if (state.found == SnapshotFound::absent) return "absent";
    if (state.found == SnapshotFound::damaged) return "damaged";
    return state.fresh ? "fresh" : "stale";
  } catch (const Error&) {
    return "stale";  // the findings say what is wrong with the journals
  }
}

int count_backups(const fs::path& folder) {
  int backups = 0;
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) ++backups;
  return backups;
}

}  // namespace

StoreCheck check_store(const StoreContext& store) {
  StoreCheck check;
  const fs::path data = store.home.data();
  const auto unreadable = [&](const char* sentence) {
    worsen(check, StoreCheck::State::unreadable);
    check.findings.emplace_back(sentence);
  };
  try {
    const bool writer_at_work = !lock_is_free(data);
    std::set<std::string> ids;
    for (const fs::path& journal : list_journals(data)) {
      try {
        check_journal(journal, writer_at_work, ids, check);
      } catch (const IoError& io) {
        unreadable(io_sentence(io, "the other journals are read").what());
      }
    }
    check.records = ids.size();
    check.snapshot = snapshot_words(data);
    check.backups = count_backups(store.home.backup());
    if (check.snapshot == "damaged") {
      check.findings.push_back(
          fmt::format("{} is damaged; it is only a cache, and the next command that records "
                      "something writes it anew",
                      display(data / "snapshot.json")));
    }
  } catch (const Error& error) {
    unreadable(error.what());
  } catch (const std::exception& error) {
    unreadable(error.what());
  }
  return check;
}

}  // namespace prep
