#include "store/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "os/files.h"
#include "os/hash.h"
#include "os/paths.h"
#include "store/codec.h"
#include "store/errors.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPrefix = "journal-";
constexpr std::string_view kSuffix = ".jsonl";
constexpr std::uint64_t kTailBytes = 4096;

const char* const kReadOutcome = "your record was not touched";

// Journals are read in pieces: the pages of a small buffer stay warm, those of a whole file never are.
constexpr std::size_t kPiece = std::size_t{256} * 1024;

}  // namespace

std::vector<fs::path> list_journals(const fs::path& data) {
  std::vector<fs::path> journals;
  std::error_code code;
  for (fs::directory_iterator at(data, code), end; !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(kPrefix) && name.ends_with(kSuffix)) journals.push_back(at->path());
  }
  std::error_code ignored;
  const bool dangling = fs::is_symlink(fs::symlink_status(data, ignored));
  if (code && (code.value() != ENOENT || dangling))
    throw io_sentence({code.value(), "open", data}, kReadOutcome);
  std::sort(journals.begin(), journals.end());
  return journals;
}

fs::path journal_of(const fs::path& data, const std::string& device) {
  return data / fmt::format("{}{}{}", kPrefix, device, kSuffix);
}

std::size_t for_each_line(std::string_view bytes, std::uint64_t first_number, const LineVisitor& visit) {
  for (std::size_t end; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) {
    visit(bytes.substr(0, end), first_number++);
  }
  return bytes.size();
}

bool still_there(const fs::path& data, const JournalMark& mark) {
  try {
    const auto file = system_files().open(data / mark.file, OpenMode::read);
    const std::uint64_t length = std::min(mark.size, kTailBytes);
    const std::string tail = file->read_at(mark.size - length, static_cast<std::size_t>(length));
    return tail.size() == length && crc32c(tail) == mark.tail_crc;
  } catch (const IoError&) {
    return false;  // whoever reads the file itself says why
  }
}

void read_on(const fs::path& data, JournalMark& mark, std::vector<Event>& events,
             std::vector<std::string>& damage) {
  const fs::path path = data / mark.file;
  const auto take_line = [&](std::string_view line, std::uint64_t number) {
    ++mark.lines;
    if (line.empty()) return;  // a newline that a writer added to be safe
    Decoded decoded = decode(line);
    if (decoded.state == LineState::newer) throw newer_error(path, number);
    if (decoded.state == LineState::damaged) {
      damage.push_back(damage_sentence(path, number, decoded.why));
      return;
    }
    mark.last_seq = std::max(mark.last_seq, decoded.event.seq);
    mark.last_id = decoded.event.id;
    events.push_back(std::move(decoded.event));
  };
  in_sentences(kReadOutcome, [&] {
    const auto file = system_files().open(path, OpenMode::read);
    const std::uint64_t size = file->size();
    if (size <= mark.size) return;
    constexpr std::uint64_t kTypicalLine = 300;
    if (const auto more = static_cast<std::size_t>((size - mark.size) / kTypicalLine);
        more > events.capacity()) {
      events.reserve(events.size() + more);
    }
    const std::uint64_t keep = std::min(mark.size, kTailBytes);
    std::string held = file->read_at(mark.size - keep, static_cast<std::size_t>(keep));
    std::size_t done = held.size();  // of `held`, what is read already; a begun line follows
    for (std::uint64_t at = mark.size; at < size;) {
      const std::string piece =
          file->read_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - at)));
      if (piece.empty()) break;  // the file got shorter meanwhile
      at += piece.size();
      held += piece;
      const std::size_t rest = for_each_line(std::string_view(held).substr(done), mark.lines + 1, take_line);
      const std::size_t consumed = held.size() - rest;
      mark.size += consumed - done;
      done = std::min<std::size_t>(consumed, kTailBytes);
      held.erase(0, consumed - done);
    }
    mark.tail_crc = crc32c(std::string_view(held).substr(0, done));
  });
}

void sort_by_id(std::vector<Event>& events) {
  const auto by_id = [](const Event& a, const Event& b) { return a.id < b.id; };
  if (!std::is_sorted(events.begin(), events.end(), by_id))
    std::stable_sort(events.begin(), events.end(), by_id);
  const auto same = [](const Event& a, const Event& b) { return a.id == b.id; };
  events.erase(std::unique(events.begin(), events.end(), same), events.end());
}

std::string damage_sentence(const fs::path& journal, std::uint64_t line, const std::string& why) {
  return fmt::format("{}:{} is damaged and was skipped: {}. To set it aside: prep doctor --restore",
                     display(journal), line, why);
}

Error newer_error(const fs::path& journal, std::uint64_t line) {
  return Error(Exit::store, "store_newer",
               fmt::format("{}:{} was written by a newer prep (this one reads records up to version {}). "
                           "Nothing was touched; update prep, then repeat the command",
                           display(journal), line, kRecordVersion));
}

}  // namespace prep
