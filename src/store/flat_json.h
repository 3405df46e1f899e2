// One flat JSON object on one line: the shape of a journal record. Some ten times faster than a general
// parser, which is what makes 100,000 records cheap. Nested values (of a newer prep's keys) are stepped over.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

// Views into the parsed line, which must outlive it. The typed getters fall back when the key is absent; what
// has another type than asked for, or is absent from need_text(), turns ok() false.
class FlatObject {
 public:
  explicit FlatObject(std::string_view line);
  bool ok() const { return ok_; }

  std::string need_text(std::string_view key);
  std::string text(std::string_view key);
  std::int64_t integer(std::string_view key, std::int64_t fallback);
  double number(std::string_view key, double fallback);
  bool flag(std::string_view key, bool fallback);

 private:
  struct Member {
    std::string_view key, value;  // the value as written; a string with its quotes
  };
  const Member* find(std::string_view key);
  std::vector<Member> members_;
  std::size_t next_ = 0;  // keys are mostly asked for in the order in which they were written
  bool ok_ = true;
};

// Appends `,"key":value`; text is escaped, and bytes that are no UTF-8 become U+FFFD.
void add_text(std::string& json, std::string_view key, std::string_view value);
void add_number(std::string& json, std::string_view key, double value);
void add_integer(std::string& json, std::string_view key, std::int64_t value);
void add_flag(std::string& json, std::string_view key, bool value);

}  // namespace prep
