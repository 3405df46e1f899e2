#include "store/store.h"

#include <fmt/format.h>

#include "os/clock.h"
#include "store/errors.h"
#include "store/state.h"
#include "store/writer.h"

namespace prep {
namespace {

constexpr std::uint64_t kNoticeable = 20'000;  // records; folding them takes some 50 ms
constexpr std::int64_t kClockSlackMs = 24 * 3600 * 1000;
constexpr std::size_t kDamageShown = 3;

std::vector<std::string> shortened(const std::vector<std::string>& damage) {
  if (damage.size() <= kDamageShown) return damage;
  std::vector<std::string> few(damage.begin(), damage.begin() + kDamageShown);
  few.push_back(
      fmt::format("and {} more damaged lines: prep doctor lists them", damage.size() - kDamageShown));
  return few;
}

void remark_on_clock(const Progress& progress, Moment now, std::vector<std::string>& remarks) {
  if (progress.newest_utc_ms - now.utc_ms <= kClockSlackMs) return;
  remarks.push_back(
      fmt::format("this machine's clock says {}, but the newest record was made at {}: check the date, "
                  "study days go by it",
                  utc_text(now.utc_ms), utc_text(progress.newest_utc_ms)));
}

}  // namespace

Loaded load(const StoreContext& store) {
  return in_sentences("your record was not touched", [&] {
    StoreState state = read_state(store.home.data());
    Loaded loaded{std::move(state.now.progress), shortened(state.now.damage)};
    if (state.lost > 0) {
      loaded.remarks.push_back(
          fmt::format("{} records that prep knew are in no journal any more; copy the journals back "
                      "from a backup, then: prep doctor",
                      state.lost));
    }
    if (state.folded >= kNoticeable) {
      loaded.remarks.push_back(
          fmt::format("read {} records anew, because the snapshot was {}; the next command that "
                      "records something makes it fresh",
                      state.folded, state.found == SnapshotFound::good ? "stale" : "not usable"));
    }
    remark_on_clock(loaded.progress, store.clock.now(), loaded.remarks);
    return loaded;
  });
}

History history(const StoreContext& store) {
  return in_sentences("your record was not touched", [&] {
    EverythingRead all = read_everything(store.home.data());
    History history{std::move(all.events), {}, shortened(all.damage)};
    const std::vector<bool> taken = taken_back(history.events);
    for (std::size_t i = 0; i < taken.size(); ++i) {
      if (taken[i]) history.taken_back.push_back(history.events[i].id);
    }
    return history;
  });
}

Event append(const StoreContext& store, const Action& action) {
  return in_sentences(kNothingRecorded, [&] { return Writer(store).record(action); });
}

}  // namespace prep
