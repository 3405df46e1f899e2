#include "store/codec.h"

#include <nlohmann/json.hpp>
#include <random>

#include "catch.h"
#include "os/hash.h"
#include "store/device_folder.h"
#include "store/flat_json.h"

using namespace prep;
using namespace prep_test;

namespace {

Event event_with(Action action) {
  Event event;
  event.id = "01HZZZZZZZ0123456789ABCDEF";
  event.device = "thisone";
  event.seq = 7;
  event.utc_ms = 1'778'493'600'123;
  event.offset_minutes = -210;
  event.day = "2026-05-11";
  event.action = std::move(action);
  return event;
}

AttemptMade full_attempt() {
  return {"ex_10", 3, "sim", "passed", "gold", true, "12345678901234567890", "00ff", 0.973, 11, 12};
}

std::string sealed(const std::string& body) { return body + ",\"crc\":\"" + crc32c_hex(body) + "\"}"; }

}  // namespace

TEST_CASE("every action comes back from its line as it was") {
  const std::vector<Action> actions{
      full_attempt(),
      AttemptMade{"ex_01", 1, "host", "wrong_answer", "", false, "", "", 0, 0, 4},
      TaskDone{"w2d3-transpose"},
      TaskSkipped{"w2d3-read", "2026-05-14"},
      TaskSkipped{"w2d3-read", ""},
      Undone{"01HZZZZZZZ0123456789ABCDEE", "ex_03/a.cu", ".prep/backup/a.cu"},
      Undone{"01HZZZZZZZ0123456789ABCDEE"},
      HintTaken{"ex_03", 2},
      SolutionShown{"ex_03", "give_up"},
      FileOpened{"ex_03"},
      FileReset{"ex_03", "ex_03/tr\"an\\s\npose.cu", ".prep/backup/é.cu"},
      PlanChosen{"focused", 4, "2026-05-11", "2026-06-12", 2.5},
      PlanChosen{"standard"},
      Ticked{"profile-kernel", true},
      Ticked{"profile-kernel", false}};
  for (const Action& action : actions) {
    const Event event = event_with(action);
    const std::string line = encode(event);
    INFO(line);
    CHECK(nlohmann::json::accept(line));
    const Decoded decoded = decode(line);
    REQUIRE(decoded.state == LineState::ok);
    CHECK(decoded.event == event);
  }
}

TEST_CASE("the line is the documented one") {
  CHECK(encode(event_with(TaskDone{"w1d1-read"})) ==
        sealed("{\"v\":1,\"id\":\"01HZZZZZZZ0123456789ABCDEF\",\"dev\":\"thisone\",\"seq\":7,"
               "\"ts\":\"2026-05-11T10:00:00.123Z\",\"tz\":\"-03:30\",\"day\":\"2026-05-11\",\"op\":\"done\","
               "\"task\":\"w1d1-read\""));
}

TEST_CASE("any single changed byte, and any cut, is noticed") {
  const std::string line = encode(event_with(full_attempt()));
  for (std::size_t at = 0; at < line.size(); ++at) {
    for (const unsigned bit : {1U, 0x20U, 0x80U}) {
      std::string changed = line;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bit);
      INFO(changed);
      CHECK(decode(changed).state == LineState::damaged);
    }
    CHECK(decode(line.substr(0, at)).state == LineState::damaged);
  }
}

TEST_CASE("a line with a good checksum and a bad field is damaged, not guessed at") {
  const std::string start = "{\"v\":1,\"id\":\"01HZZZZZZZ0123456789ABCDEF\",\"dev\":\"a\",\"seq\":1,\"ts\":";
  const std::string good = start + "\"2026-05-11T10:00:00.123Z\",\"tz\":\"+00:00\",\"day\":\"2026-05-11\",";
  CHECK(decode(sealed(good + "\"op\":\"done\",\"task\":\"t\"")).state == LineState::ok);
  for (const std::string& body :
       {good + "\"op\":\"done\"", good + "\"op\":\"done\",\"task\":5", good + "\"task\":\"t\"",
        good + "\"op\":\"hint\",\"exercise\":\"e\",\"level\":\"2\"",
        good + "\"op\":\"done\",\"task\":\"\\q\"",
        start + "\"yesterday\",\"tz\":\"+00:00\",\"day\":\"d\",\"op\":\"done\",\"task\":\"t\"",
        start + "\"2026-05-11T10:00:00.123Z\",\"tz\":\"local\",\"day\":\"d\",\"op\":\"done\",\"task\":\"t\"",
        std::string("{\"v\":1"), std::string("[1,2"), std::string("{\"v\" 1")}) {
    INFO(body);
    CHECK(decode(sealed(body)).state == LineState::damaged);
  }
}

TEST_CASE("a newer version is told from damage by its checksum") {
  CHECK(decode(sealed("{\"v\":2,\"anything\":[1,{\"x\":\"]\"}]")).state == LineState::newer);
  CHECK(decode("{\"v\":2,\"anything\":1,\"crc\":\"00000000\"}").state == LineState::damaged);
}

TEST_CASE("the flat reader agrees with a full JSON parser on random text") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"\"",   "\\",   "\n",           "\t", "\x01", "a", "é", "日", "😀",
                                        "\xff", "\xc3", "\xed\xa0\x80", "/",  "{",    "]", ",", ":"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto number = static_cast<std::int64_t>(random()) - 2'000'000'000;
    const double real = static_cast<double>(number) / 1024;
    std::string line = "{\"first\":0";
    add_text(line, "text", text);
    add_integer(line, "number", number);
    add_number(line, "real", real);
    add_flag(line, "flag", round % 2 == 0);
    line += ",\"nested\":{\"a\":[\"}\",{}]}}";
    INFO(line);
    const auto json = nlohmann::json::parse(line);
    FlatObject flat(line);
    CHECK(flat.text("text") == json["text"].get<std::string>());
    CHECK(flat.integer("number", 0) == json["number"].get<std::int64_t>());
    CHECK(flat.number("real", 0) == json["real"].get<double>());
    CHECK(flat.flag("flag", false) == json["flag"].get<bool>());
    CHECK(flat.text("absent").empty());
    CHECK(flat.ok());

    const auto escaped = json["text"].dump(-1, ' ', true);  // \u00e9, surrogate pairs
    const std::string ascii = "{\"text\":" + escaped + "}";
    FlatObject again(ascii);
    CHECK(again.text("text") == json["text"].get<std::string>());
  }
}

TEST_CASE("numbers that are no JSON are never written") {
  AttemptMade attempt = full_attempt();
  attempt.of_target = std::numeric_limits<double>::quiet_NaN();
  const std::string line = encode(event_with(attempt));
  CHECK(nlohmann::json::accept(line));
  CHECK(decode(line).state == LineState::ok);
}
