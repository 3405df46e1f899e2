#include "store/quarantine.h"

#include "store/codec.h"
#include "store/journal.h"
#include "store/writer.h"

namespace prep {
namespace fs = std::filesystem;

Sorted sort_lines(std::string_view journal) {
  Sorted sorted;
  const std::size_t rest = for_each_line(journal, 1, [&](std::string_view line, std::uint64_t) {
    if (line.empty()) return;
    Decoded decoded = decode(line);
    if (decoded.state == LineState::ok) sorted.good.emplace(decoded.event.id, line);
    if (decoded.state == LineState::damaged) ++sorted.damaged;
    if (decoded.state == LineState::newer) ++sorted.newer;
  });
  sorted.torn = rest > 0;
  return sorted;
}

fs::path quarantine(Files& files, const fs::path& file, std::int64_t utc_ms) {
  const std::string stem = file.string() + ".corrupt-" + compact_stamp(utc_ms);
  fs::path copy = stem;
  std::error_code ignored;
  for (int n = 2; fs::exists(fs::symlink_status(copy, ignored)); ++n) copy = stem + "-" + std::to_string(n);
  replace_file(files, copy, read_file(file), Durable::yes);
  return copy;
}

}  // namespace prep
