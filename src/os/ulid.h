// ULIDs: 26 characters of Crockford's base 32, 48 bits of milliseconds and 80 random bits. As text they sort
// by time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prep {

std::string make_ulid(std::int64_t utc_ms);

// The id of the next record: its time is max(now, time of `newest` + 1 ms), so that a clock that went back
// never puts a record before one that was already seen. An empty or malformed `newest` counts as none.
std::string next_ulid(std::int64_t utc_ms, std::string_view newest);

// The milliseconds of a well-formed ULID (upper case), else nullopt.
std::optional<std::int64_t> ulid_ms(std::string_view text);

}  // namespace prep
