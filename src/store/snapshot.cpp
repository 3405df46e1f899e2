#include "store/snapshot.h"

#include <cerrno>
#include <nlohmann/json.hpp>
#include <string_view>

#include "os/hash.h"
#include "store/progress_json.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr int kFold =
    1;  // raise it when the fold or this format changes: an older snapshot is then folded anew
constexpr std::string_view kCrcKey = ",\"crc\":\"";
constexpr std::size_t kCrcTail = kCrcKey.size() + 8 + 3;  // eight digits, then "} and a newline

fs::path path_in(const fs::path& data) { return data / "snapshot.json"; }

json mark_json(const JournalMark& m) {
  return {{"file", m.file},         {"size", m.size},       {"lines", m.lines},
          {"last_seq", m.last_seq}, {"last_id", m.last_id}, {"tail_crc", m.tail_crc}};
}

JournalMark mark_from(const json& j) {
  return {j.at("file").get<std::string>(),    j.at("size").get<std::uint64_t>(),
          j.at("lines").get<std::uint64_t>(), j.at("last_seq").get<std::uint64_t>(),
          j.at("last_id").get<std::string>(), j.at("tail_crc").get<std::uint32_t>()};
}

bool crc_holds(std::string_view bytes) {
  if (bytes.size() <= kCrcTail) return false;
  const std::string_view body = bytes.substr(0, bytes.size() - kCrcTail);
  const std::string_view tail = bytes.substr(body.size());
  return tail.substr(0, kCrcKey.size()) == kCrcKey && tail.substr(kCrcKey.size(), 8) == crc32c_hex(body);
}

}  // namespace

SnapshotRead read_snapshot(const fs::path& data) {
  SnapshotRead read;
  std::string bytes;
  try {
    bytes = read_file(path_in(data));
  } catch (const IoError& io) {
    read.found = io.code == ENOENT || io.code == ENOTDIR ? SnapshotFound::absent : SnapshotFound::damaged;
    return read;
  }
  read.found = SnapshotFound::damaged;
  if (!crc_holds(bytes)) return read;
  try {
    const json j = json::parse(bytes);
    read.found = SnapshotFound::other_version;
    if (j.at("fold").get<int>() != kFold) return read;
    read.found = SnapshotFound::damaged;
    Snapshot snapshot;
    snapshot.progress = progress_from(j.at("progress"));
    for (const json& mark : j.at("journals")) snapshot.journals.push_back(mark_from(mark));
    j.at("damage").get_to(snapshot.damage);
    read.snapshot = std::move(snapshot);
    read.found = SnapshotFound::good;
  } catch (const json::exception&) {  // `found` says how far it was good
  }
  return read;
}

void write_snapshot(Files& files, const fs::path& data, const Snapshot& snapshot) {
  json j{{"fold", kFold}, {"progress", to_json(snapshot.progress)}, {"damage", snapshot.damage}};
  j["journals"] = json::array();
  for (const JournalMark& mark : snapshot.journals) j["journals"].push_back(mark_json(mark));
  std::string bytes = j.dump(-1, ' ', false, json::error_handler_t::replace);
  bytes.pop_back();  // the closing brace comes after the checksum
  const std::string crc = crc32c_hex(bytes);
  bytes += kCrcKey;
  bytes += crc;
  bytes += "\"}\n";
  try {
    replace_file(files, path_in(data), bytes, Durable::no);
  } catch (const IoError&) {  // a cache: the next reader folds the journals
  }
}

void drop_snapshot(Files& files, const fs::path& data) { files.remove(path_in(data)); }

}  // namespace prep
