// The runner's lines to prep (fd 3) and prep's words to it (fd 4).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prep::runner {

void tell_call(std::uint32_t call);
void tell_sample(std::int64_t nanoseconds, std::uint64_t hash);
void tell_exception(std::string_view what);
void tell_error(std::string_view what);
void tell_trouble(int cuda_code, std::string_view what);  // of the machine
void tell_line(std::string json);

enum class MutantEffect {
  none_asked,
  changed,
  equivalent
};  // equivalent: what the mutant wrote is the right answer
void tell_done(std::uint64_t calls, std::uint64_t nonce, MutantEffect effect);

std::optional<std::string> next_word();  // "go", "stop"; nullopt when prep is gone

}  // namespace prep::runner
