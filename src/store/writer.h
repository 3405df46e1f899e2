// What every mutating command does: make the folder, lock it, re-read, append, sync, write the snapshot.
#pragma once
#include <string>
#include <vector>

#include "store/lock.h"
#include "store/state.h"
#include "store/store.h"

namespace prep {

// Holds the lock while it lives. All its functions throw IoError and Error(store); store.cpp turns the first
// into the second.
class Writer {
 public:
  explicit Writer(const StoreContext& store);

  // Durable when it returns. `known`: all records, where the caller has read them anyway (see catch_up).
  Event record(const Action& action, std::vector<Event> known = {});
  void save_snapshot(std::vector<Event> known = {});

  const StoreState& state() const { return state_; }
  StoreState& state() { return state_; }
  const std::string& device() const { return device_; }

 private:
  const StoreContext& store_;
  StoreLock lock_;
  std::string device_;
  StoreState state_;
};

inline const char* const kNothingRecorded = "nothing was recorded";
std::string compact_stamp(std::int64_t utc_ms);  // "20260511T142201Z", for file names

}  // namespace prep
