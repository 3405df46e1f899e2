#include "runner/status.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>

namespace prep::runner {
namespace {

constexpr int kToPrep = 3, kFromPrep = 4;

void tell(std::string line) {
  line += '\n';
  std::size_t at = 0;
  while (at < line.size()) {
    const ssize_t n = write(kToPrep, line.data() + at, line.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    at += static_cast<std::size_t>(n);
  }
}

// A JSON string. Bytes that are no printable ASCII become '?': what() may hold anything.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, 2000)) {
    if (c == '"' || c == '\\') result += '\\';
    const bool printable = c >= ' ' && c < 127;
    if (c == '\n')
      result += "\\n";
    else
      result += printable ? c : '?';
  }
  return result + '"';
}

std::string hex(std::uint64_t value) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%016" PRIx64, value);
  return text.data();
}

}  // namespace

void tell_line(std::string json) { tell(std::move(json)); }

void tell_call(std::uint32_t call) { tell("{\"call\":" + std::to_string(call) + "}"); }

void tell_sample(std::int64_t nanoseconds, std::uint64_t hash) {
  tell("{\"ns\":" + std::to_string(nanoseconds) + ",\"hash\":\"" + hex(hash) + "\"}");
}

void tell_exception(std::string_view what) { tell("{\"exception\":" + quoted(what) + "}"); }
void tell_error(std::string_view what) { tell("{\"error\":" + quoted(what) + "}"); }
void tell_trouble(int cuda_code, std::string_view what) {
  tell("{\"error\":" + quoted(what) + ",\"cuda_error\":" + std::to_string(cuda_code) + "}");
}

void tell_done(std::uint64_t calls, std::uint64_t nonce, MutantEffect effect) {
  std::string line =
      "{\"done\":true,\"calls\":" + std::to_string(calls) + ",\"nonce\":\"" + hex(nonce) + "\"";
  if (effect != MutantEffect::none_asked)
    line += effect == MutantEffect::equivalent ? ",\"equivalent\":true" : ",\"equivalent\":false";
  tell(line + "}");
}

std::optional<std::string> next_word() {
  std::string word;
  for (;;) {
    char c = 0;
    const ssize_t n = read(kFromPrep, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return {};
    if (c == '\n') return word;
    if (c != '"' && c != '\r') word += c;
  }
}

}  // namespace prep::runner
