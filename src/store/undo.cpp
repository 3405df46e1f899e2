#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "os/error.h"
#include "store/backup.h"
#include "store/device.h"
#include "store/errors.h"
#include "store/state.h"
#include "store/store.h"
#include "store/writer.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

struct Past {
  std::vector<Event> events;
  std::vector<bool> taken;

  const Event* find(const std::string& id) const {
    const auto at = std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == id; });
    return at == events.end() ? nullptr : &*at;
  }
  bool is_taken(const Event& event) const { return taken[static_cast<std::size_t>(&event - events.data())]; }
  // How many Undones lie on top of the change at the bottom: odd = the change is taken back, even = it holds.
  int depth(const Event& event) const {
    int depth = 0;
    for (const Event* at = &event; at != nullptr; ++depth) {
      const auto* undone = std::get_if<Undone>(&at->action);
      if (undone == nullptr) break;
      const Event* below = find(undone->of);
      at = below != nullptr && below->id < at->id ? below : nullptr;
    }
    return depth;
  }
  // The change that a chain of Undones is about.
  const Event& bottom(const Event& event) const {
    const auto* undone = std::get_if<Undone>(&event.action);
    const Event* below = undone == nullptr ? nullptr : find(undone->of);
    return below == nullptr || below->id >= event.id ? event : bottom(*below);
  }
};

Past past_of(const StoreContext& store) {
  Past past;
  past.events = read_everything(store.home.data()).events;
  past.taken = taken_back(past.events);
  return past;
}

template <typename Wanted>
const Event* newest_of(const Past& past, const std::string& device, Wanted wanted) {
  for (std::size_t i = past.events.size(); i-- > 0;) {
    const Event& event = past.events[i];
    if (event.device == device && !past.taken[i] && wanted(event)) return &event;
  }
  return nullptr;
}

std::string ago(std::int64_t since_ms) {
  const std::int64_t minutes = std::max<std::int64_t>(since_ms, 0) / 60'000;
  if (minutes < 1) return "just now";
  if (minutes < 60) return fmt::format("{} min ago", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h ago", minutes / 60);
  return fmt::format("{} days ago", minutes / (24 * 60));
}

// A path out of a record, which another machine may have written: it must stay inside the home folder.
fs::path inside(const StoreContext& store, const std::string& relative) {
  const fs::path path = fs::path(relative).lexically_normal();
  if (path.empty() || path.is_absolute() || *path.begin() == "..") {
    throw Error(
        Exit::store, "bad_record",
        fmt::format("the record names the file '{}', which lies outside your folder; nothing was changed. "
                    "Run prep doctor",
                    relative));
  }
  return store.home.root / path;
}

// The file as it was; what it replaces is backed up first. Returns that backup, "" where there was nothing.
std::string restore_file(const StoreContext& store, const std::string& file, const std::string& backup) {
  const fs::path target = inside(store, file), source = inside(store, backup);
  std::string bytes;
  try {
    bytes = read_file(source);
  } catch (const IoError& io) {
    throw Error(
        Exit::store, "backup_gone",
        fmt::format(
            "cannot take that back: its backup {} cannot be read ({}); nothing was changed. What is left "
            "lies in {}",
            display(source), error_words(io.code), display(store.home.backup())));
  }
  std::string replaced;
  std::error_code ignored;
  if (fs::exists(target, ignored)) replaced = back_up_locked(store, target).generic_string();
  store.files.make_dirs(target.parent_path());
  replace_file(store.files, target, bytes, Durable::yes);
  return replaced;
}

// The file goes back before the record is written: when prep is killed between the two, doing it again does
// no harm.
UndoOutcome take_back(const StoreContext& store, Writer& writer, Past past, const Event event) {
  Undone undone{event.id};
  std::string file_words;
  const auto restore = [&](const std::string& file, const std::string& backup) {
    undone.file = file;
    undone.backup = restore_file(store, file, backup);
    file_words = ": file restored";
  };
  if (const auto* reset = std::get_if<FileReset>(&event.action)) restore(reset->file, reset->backup);
  if (const auto* before = std::get_if<Undone>(&event.action); before != nullptr && !before->backup.empty()) {
    restore(before->file, before->backup);
  }
  const bool again = past.depth(event) % 2 == 1;
  std::string words =
      fmt::format("{} \"{}\" ({}){}.", again ? "Redid" : "Undid", in_words(past.bottom(event)),
                  ago(store.clock.now().utc_ms - event.utc_ms), file_words);
  return {event, writer.record(undone, std::move(past.events)), std::move(words)};
}

[[noreturn]] void refuse(const char* kind, const std::string& sentence) {
  throw Error(Exit::usage, kind, sentence);
}

const Event& named(const Past& past, const std::string& id) {
  const Event* event = past.find(id);
  if (event == nullptr)
    refuse("unknown_record", fmt::format("there is no record {}; prep log lists them", id));
  if (!undoable(event->action)) {
    refuse("not_undoable", fmt::format("\"{}\" is a fact and stays; prep log shows what can be taken back",
                                       in_words(*event)));
  }
  if (past.is_taken(*event)) {
    refuse("already_undone",
           fmt::format("\"{}\" is taken back already; prep redo brings it back", in_words(*event)));
  }
  return *event;
}

bool holds_nothing(const StoreContext& store) { return list_journals(store.home.data()).empty(); }

template <typename Choose>
UndoOutcome change(const StoreContext& store, const char* nothing, Choose choose) {
  return in_sentences("nothing was taken back", [&] {
    if (holds_nothing(store)) refuse("nothing_to_undo", nothing);  // and no folder is made for it
    Writer writer(store);
    Past past = past_of(store);
    const Event* event = choose(static_cast<const Past&>(past), writer.device());
    if (event == nullptr) refuse("nothing_to_undo", nothing);
    return take_back(store, writer, std::move(past), *event);
  });
}

}  // namespace

UndoOutcome undo(const StoreContext& store, const std::string& id) {
  const char* const nothing = "there is nothing to take back on this machine; prep log lists all records";
  return change(store, nothing, [&](const Past& past, const std::string& device) -> const Event* {
    if (!id.empty()) return &named(past, id);
    return newest_of(past, device, [](const Event& e) {
      return undoable(e.action) && !std::holds_alternative<Undone>(e.action);
    });
  });
}

UndoOutcome redo(const StoreContext& store) {
  const char* const nothing = "there is nothing to bring back on this machine; prep log lists all records";
  return change(store, nothing, [&](const Past& past, const std::string& device) {
    return newest_of(past, device, [&](const Event& e) { return past.depth(e) % 2 == 1; });
  });
}

}  // namespace prep
