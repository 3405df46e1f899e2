// Typed scripts and traces of any length: a stream of records, each a list of 64-bit fields. A kit's judge
// writes a script, its call reads it and writes a trace, the judge reads the trace. Reading is
// bounds-checked: malformed bytes throw BadRecord, which the judge's side turns into `wrong_answer`, never
// into a crash.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace prep {

struct BadRecord : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Bytes: for each record one int64 field count, then that many int64 fields.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  // Moves to the next record; false at the end.
  bool next() {
    if (at_ == bytes_.size()) return false;
    const std::int64_t count = word(at_);
    if (count < 0 || static_cast<std::uint64_t>(count) > (bytes_.size() - at_) / 8 - 1)
      throw BadRecord("record " + std::to_string(number_) + " is cut short");
    first_ = at_ + 8;
    count_ = static_cast<std::size_t>(count);
    at_ = first_ + count_ * 8;
    ++number_;
    return true;
  }
  std::size_t size() const { return count_; }          // fields of the current record
  std::int64_t number() const { return number_ - 1; }  // of the current record, from 0
  std::int64_t i(std::size_t field) const {
    if (field >= count_)
      throw BadRecord("record " + std::to_string(number()) + " has no field " + std::to_string(field));
    return word(first_ + field * 8);
  }
  double f(std::size_t field) const { return std::bit_cast<double>(i(field)); }

 private:
  std::int64_t word(std::size_t offset) const {
    if (bytes_.size() < 8 || offset > bytes_.size() - 8)
      throw BadRecord("record " + std::to_string(number_) + " is cut short");
    std::int64_t value;
    std::memcpy(&value, bytes_.data() + offset, 8);
    return value;
  }
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0, first_ = 0, count_ = 0;
  std::int64_t number_ = 0;
};

// Appends records to a byte vector that somebody else owns.
class Writer {
 public:
  explicit Writer(std::vector<std::byte>& bytes) : bytes_(bytes) {}
  void record(std::span<const std::int64_t> fields) {
    word(static_cast<std::int64_t>(fields.size()));
    for (std::int64_t field : fields) word(field);
  }
  void record(std::initializer_list<std::int64_t> fields) {
    record(std::span<const std::int64_t>(fields.begin(), fields.size()));
  }
  static std::int64_t field(double value) { return std::bit_cast<std::int64_t>(value); }

 private:
  void word(std::int64_t value) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + 8);
    std::memcpy(bytes_.data() + at, &value, 8);
  }
  std::vector<std::byte>& bytes_;
};

}  // namespace prep
