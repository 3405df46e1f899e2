// One element of a buffer as bytes: what its type can hold, loaded and stored by value.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace prep {

std::string_view name_of(Type type);
bool is_float(Type type);

double load(Type type, const std::byte* element);
// The bits of an integer element as int64; u64 keeps its bits.
std::int64_t load_integer(Type type, const std::byte* element);

// Floats round to nearest even, integers to nearest and saturate.
void store(Type type, std::byte* element, double value);
// The same, but one step down where rounding would reach `limit` (a value drawn from [a, limit)).
void store_below(Type type, std::byte* element, double value, double limit);
// What store() would leave.
double rounded_to(Type type, double value);

// Enough digits to tell two values of the type apart.
std::string number_text(Type type, double value);
// The element as a person writes it; integers exactly.
std::string element_text(Type type, const std::byte* element);

}  // namespace prep
