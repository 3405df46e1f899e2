#include "runner/mutant_values.h"

#include <prep/judge.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "judge/types.h"

namespace prep::runner {
namespace {

Type type_of(const FrameBuffer& buffer) { return static_cast<Type>(buffer.type); }

using Record = std::vector<std::int64_t>;

std::vector<Record> read_trace(std::span<const std::byte> bytes) {
  std::vector<Record> records;
  Reader reader(bytes);
  while (reader.next()) {
    Record record;
    for (std::size_t f = 0; f < reader.size(); ++f) record.push_back(reader.i(f));
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace

void fill_with_mean(std::span<std::byte> bytes, const FrameBuffer& buffer) {
  const Type type = type_of(buffer);
  const std::size_t element = buffer.element_bytes;
  double constant = 0;
  if (buffer.elements == 1) {
    constant = load(type, bytes.data()) == 1 ? 2 : 1;
  } else {
    for (std::size_t i = 0; i < buffer.elements; ++i)
      constant += load(type, &bytes[i * element]) / static_cast<double>(buffer.elements);
    if (!std::isfinite(constant)) constant = 1;
  }
  for (std::size_t i = 0; i < buffer.elements; ++i) store(type, &bytes[i * element], constant);
}

void change_all(std::span<std::byte> bytes, const FrameBuffer& buffer) {
  const Type type = type_of(buffer);
  const std::size_t element = buffer.element_bytes;
  for (std::size_t i = 0; i < buffer.elements; ++i) {
    if (is_float(type)) {
      const double value = load(type, &bytes[i * element]);
      store(type, &bytes[i * element], std::isfinite(value) ? 2 * value + 1 : 1);
      // A value where 2v+1 is v, or that saturates.
      if (load(type, &bytes[i * element]) == value) store(type, &bytes[i * element], 0);
    } else {
      bytes[i * element] ^= std::byte{1};
    }
  }
}

void convert(std::span<const std::byte> from, const FrameBuffer& from_buffer, std::span<std::byte> to,
             const FrameBuffer& to_buffer) {
  const std::size_t count = std::min<std::size_t>(from_buffer.elements, to_buffer.elements);
  if (from_buffer.type == to_buffer.type) {
    std::copy_n(from.begin(), count * to_buffer.element_bytes, to.begin());
    return;
  }
  for (std::size_t i = 0; i < count; ++i)
    store(type_of(to_buffer), &to[i * to_buffer.element_bytes],
          load(type_of(from_buffer), &from[i * from_buffer.element_bytes]));
}

void spoil_trace(Mutant mutant, std::uint64_t& length, std::span<std::byte> capacity) {
  if (length > capacity.size()) return;
  std::vector<Record> records = read_trace(capacity.first(length));
  const auto keep = [&](std::size_t count) { records.resize(count); };
  const auto each_field = [&](auto change) {
    for (Record& record : records)
      for (std::int64_t& field : record) change(field);
  };
  switch (mutant) {
    case Mutant::does_nothing:
      keep(0);
      break;
    case Mutant::fills_zeros:
    case Mutant::copies_input:
      each_field([](std::int64_t& field) { field = 0; });
      break;
    case Mutant::fills_constant:
      if (records.size() == 1) each_field([](std::int64_t& field) { field = field == 1 ? 2 : 1; });
      for (std::size_t r = 1; r < records.size(); ++r) records[r] = records.front();
      break;
    case Mutant::skips_last_element:
      keep(records.empty() ? 0 : records.size() - 1);
      break;
    case Mutant::skips_last_block:
      keep(records.size() - (records.size() + 3) / 4);
      break;
    case Mutant::wrong_first_call:
    case Mutant::wrong_middle_call:
    case Mutant::wrong_last_call:
      each_field([](std::int64_t& field) { field += 1; });
      break;
    default:
      return;
  }
  std::vector<std::byte> bytes;
  Writer writer(bytes);
  for (const Record& record : records) writer.record(record);
  std::copy(bytes.begin(), bytes.end(), capacity.begin());
  length = bytes.size();
}

}  // namespace prep::runner
