#include "store/codec.h"

#include <charconv>
#include <optional>

#include "os/clock.h"
#include "os/error.h"
#include "os/hash.h"
#include "os/ulid.h"
#include "store/flat_json.h"

namespace prep {
namespace {

constexpr std::string_view kCrcKey = ",\"crc\":\"";
constexpr std::size_t kCrcTail = kCrcKey.size() + 8 + 2;  // eight digits, then "}

struct Name {
  const char* operator()(const AttemptMade&) const { return "attempt"; }
  const char* operator()(const TaskDone&) const { return "done"; }
  const char* operator()(const TaskSkipped&) const { return "skip"; }
  const char* operator()(const Undone&) const { return "undo"; }
  const char* operator()(const HintTaken&) const { return "hint"; }
  const char* operator()(const SolutionShown&) const { return "solution"; }
  const char* operator()(const FileOpened&) const { return "edit"; }
  const char* operator()(const FileReset&) const { return "reset"; }
  const char* operator()(const PlanChosen&) const { return "plan"; }
  const char* operator()(const Ticked&) const { return "checklist"; }
  const char* operator()(const UnknownOp&) const {
    throw Error(Exit::bug, "bug", "a record of a newer prep cannot be written; please report this");
  }
};

struct AddFields {
  std::string& json;

  void optional(std::string_view key, const std::string& value) const {
    if (!value.empty()) add_text(json, key, value);
  }
  void operator()(const AttemptMade& a) const {
    add_text(json, "exercise", a.exercise);
    add_integer(json, "version", a.version);
    add_text(json, "backend", a.backend);
    add_text(json, "verdict", a.verdict);
    optional("band", a.band);
    if (a.band_is_model) add_flag(json, "band_is_model", true);
    optional("seed", a.seed);
    optional("source", a.source_hash);
    if (a.of_target != 0) add_number(json, "of_target", a.of_target);
    add_integer(json, "cases_ok", a.cases_ok);
    add_integer(json, "cases", a.cases);
  }
  void operator()(const TaskDone& a) const { add_text(json, "task", a.task); }
  void operator()(const TaskSkipped& a) const {
    add_text(json, "task", a.task);
    optional("until", a.until_day);
  }
  void operator()(const Undone& a) const {
    add_text(json, "of", a.of);
    optional("file", a.file);
    optional("backup", a.backup);
  }
  void operator()(const HintTaken& a) const {
    add_text(json, "exercise", a.exercise);
    add_integer(json, "level", a.level);
  }
  void operator()(const SolutionShown& a) const {
    add_text(json, "exercise", a.exercise);
    add_text(json, "reason", a.reason);
  }
  void operator()(const FileOpened& a) const { add_text(json, "exercise", a.exercise); }
  void operator()(const FileReset& a) const {
    add_text(json, "exercise", a.exercise);
    add_text(json, "file", a.file);
    add_text(json, "backup", a.backup);
  }
  void operator()(const PlanChosen& a) const {
    add_text(json, "plan", a.plan);
    if (a.weeks != 0) add_integer(json, "weeks", a.weeks);
    optional("start", a.start_day);
    optional("interview", a.interview_day);
    if (a.hours != 0) add_number(json, "hours", a.hours);
  }
  void operator()(const Ticked& a) const {
    add_text(json, "item", a.item);
    add_flag(json, "on", a.on);
  }
  void operator()(const UnknownOp&) const {}
};

int to_int(std::int64_t value) { return static_cast<int>(value); }

Action read_action(const std::string& op, FlatObject& json) {
  if (op == "attempt") {
    AttemptMade a;
    a.exercise = json.need_text("exercise");
    a.version = to_int(json.integer("version", 1));
    a.backend = json.text("backend");
    a.verdict = json.need_text("verdict");
    a.band = json.text("band");
    a.band_is_model = json.flag("band_is_model", false);
    a.seed = json.text("seed");
    a.source_hash = json.text("source");
    a.of_target = json.number("of_target", 0);
    a.cases_ok = to_int(json.integer("cases_ok", 0));
    a.cases = to_int(json.integer("cases", 0));
    return a;
  }
  if (op == "done") return TaskDone{json.need_text("task")};
  if (op == "skip") return TaskSkipped{json.need_text("task"), json.text("until")};
  if (op == "undo") return Undone{json.need_text("of"), json.text("file"), json.text("backup")};
  if (op == "hint") return HintTaken{json.need_text("exercise"), to_int(json.integer("level", 1))};
  if (op == "solution") return SolutionShown{json.need_text("exercise"), json.text("reason")};
  if (op == "edit") return FileOpened{json.need_text("exercise")};
  if (op == "reset") return FileReset{json.need_text("exercise"), json.text("file"), json.text("backup")};
  if (op == "plan") {
    return PlanChosen{json.need_text("plan"), to_int(json.integer("weeks", 0)), json.text("start"),
                      json.text("interview"), json.number("hours", 0)};
  }
  if (op == "checklist") return Ticked{json.need_text("item"), json.flag("on", true)};
  return UnknownOp{op};
}

// "+02:00" in minutes.
std::optional<int> read_offset(std::string_view text) {
  int hours = 0, minutes = 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  if (std::from_chars(text.data() + 1, text.data() + 3, hours).ptr != text.data() + 3) return std::nullopt;
  if (std::from_chars(text.data() + 4, text.data() + 6, minutes).ptr != text.data() + 6) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

std::optional<std::int64_t> read_time(const std::string& text) {
  try {
    return parse_moment(text).utc_ms;
  } catch (const Error&) {
    return std::nullopt;
  }
}

Decoded damaged(std::string why) { return {LineState::damaged, {}, std::move(why)}; }

}  // namespace

std::string encode(const Event& event) {
  std::string json = "{\"v\":" + std::to_string(kRecordVersion);
  add_text(json, "id", event.id);
  add_text(json, "dev", event.device);
  add_integer(json, "seq", static_cast<std::int64_t>(event.seq));
  add_text(json, "ts", utc_text(event.utc_ms));
  add_text(json, "tz", offset_text(event.offset_minutes));
  add_text(json, "day", event.day);
  add_text(json, "op", std::visit(Name{}, event.action));
  std::visit(AddFields{json}, event.action);
  const std::string crc = crc32c_hex(json);
  json += kCrcKey;
  json += crc;
  json += "\"}";
  return json;
}

Decoded decode(std::string_view line) {
  if (line.size() <= kCrcTail) return damaged("it is too short for a record");
  const std::string_view body = line.substr(0, line.size() - kCrcTail);
  const std::string_view tail = line.substr(body.size());
  if (tail.substr(0, kCrcKey.size()) != kCrcKey || tail.substr(tail.size() - 2) != "\"}") {
    return damaged("it does not end in a checksum");
  }
  if (tail.substr(kCrcKey.size(), 8) != crc32c_hex(body)) return damaged("its checksum does not match");
  FlatObject json(line);
  if (!json.ok()) return damaged("it is not JSON");
  if (json.integer("v", kRecordVersion) > kRecordVersion) return {LineState::newer, {}, ""};

  Decoded decoded;
  Event& event = decoded.event;
  event.id = json.need_text("id");
  event.device = json.need_text("dev");
  event.seq = static_cast<std::uint64_t>(json.integer("seq", 0));
  event.day = json.need_text("day");
  const auto time = read_time(json.need_text("ts"));
  const auto offset = read_offset(json.need_text("tz"));
  event.action = read_action(json.need_text("op"), json);
  if (!json.ok() || !time || !offset || !ulid_ms(event.id))
    return damaged("a field is missing or has a wrong form");
  event.utc_ms = *time;
  event.offset_minutes = *offset;
  decoded.state = LineState::ok;
  return decoded;
}

}  // namespace prep
