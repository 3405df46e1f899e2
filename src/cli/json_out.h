// One JSON object on one line: what --json prints. Keys keep their order; bytes that are no UTF-8 become
// U+FFFD.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

std::string json_text(std::string_view text);  // with its quotes

class JsonObject {
 public:
  JsonObject() = default;
  // {"schema":"prep.next/1", …
  static JsonObject of(std::string_view schema);

  JsonObject& text(std::string_view key, std::string_view value);
  JsonObject& text_or_null(std::string_view key, std::string_view value);  // "" = null
  JsonObject& integer(std::string_view key, std::int64_t value);
  JsonObject& number(std::string_view key, double value);
  JsonObject& flag(std::string_view key, bool value);
  JsonObject& null(std::string_view key);
  JsonObject& texts(std::string_view key, const std::vector<std::string>& values);
  JsonObject& object(std::string_view key, const JsonObject& value);
  JsonObject& objects(std::string_view key, const std::vector<JsonObject>& values);
  JsonObject& raw(std::string_view key, std::string_view json);  // already JSON
  std::string str() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

}  // namespace prep
