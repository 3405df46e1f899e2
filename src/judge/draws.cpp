#include "judge/draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "judge/fill.h"

namespace prep {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kTries = 1000;
constexpr std::array<std::string_view, 4> kReserved{"name", "times", "sim", "gpu"};

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t key = 0x2545F4914F6CDD1Dull;
  for (const char c : text) key = chain(key, static_cast<unsigned char>(c));
  return key;
}

[[noreturn]] void reject(const std::string& key, const std::string& why) {
  throw std::invalid_argument("case key \"" + key + "\" " + why);
}

double bound(const Json& rule, const char* which, const std::string& key) {
  const auto found = rule.find(which);
  if (found == rule.end() || !found->is_number())
    reject(key, std::string("needs a number \"") + which + "\"");
  return found->get<double>();
}

bool whole(double value) { return value == std::floor(value); }

double draw_log(Rng& rng, double low, double high) {
  // Shifted by one, so that 0 is a size like any other.
  const double value = std::exp(rng.uniform(std::log(low + 1), std::log(high + 2))) - 1;
  return std::clamp(std::floor(value), low, high);
}

double draw_odd(Rng& rng, double low, double high) {
  const Index first = static_cast<Index>(low) | 1;
  const Index last = static_cast<Index>(high) - (static_cast<Index>(high) % 2 == 0 ? 1 : 0);
  if (last < first) throw std::invalid_argument("an odd draw has no odd number between its bounds");
  return static_cast<double>(first + 2 * rng.between(0, (last - first) / 2));
}

double draw_value(const Json& rule, const std::string& key, Rng& rng) {
  const auto kind = rule.find("draw");
  if (kind == rule.end() || !kind->is_string()) reject(key, "is neither a number nor a draw");
  const std::string word = kind->get<std::string>();
  if (word == "choice") {
    const auto of = rule.find("of");
    if (of == rule.end() || !of->is_array() || of->empty()) reject(key, "needs a list \"of\"");
    const Json& value = (*of)[static_cast<std::size_t>(rng.below(static_cast<Index>(of->size())))];
    if (!value.is_number()) reject(key, "may only choose among numbers");
    return value.get<double>();
  }
  const double low = bound(rule, "min", key), high = bound(rule, "max", key);
  if (high < low) reject(key, "has its max below its min");
  const bool reals = !whole(low) || !whole(high);
  if (word == "uniform" && reals) return rng.uniform(low, high);
  if (reals) reject(key, "needs whole bounds");
  if (word == "uniform")
    return static_cast<double>(rng.between(static_cast<Index>(low), static_cast<Index>(high)));
  if (word == "log" && low >= 0) return draw_log(rng, low, high);
  if (word == "odd") return draw_odd(rng, low, high);
  reject(key, "has a draw that is none of uniform, log, choice, odd (log needs min >= 0)");
}

std::string value_text(double value) {
  if (whole(value) && std::abs(value) < 1e15) return std::to_string(static_cast<std::int64_t>(value));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

}  // namespace

DrawnCase draw_case(std::string_view case_json, std::uint64_t seed, std::uint64_t draw,
                    const std::function<bool(const Params&)>& legal) {
  const Json row = Json::parse(case_json, nullptr, false);
  if (!row.is_object()) throw std::invalid_argument("a case must be a JSON object");
  const auto name = row.find("name");
  const std::string own_name =
      name != row.end() && name->is_string() ? name->get<std::string>() : std::string();
  const std::uint64_t key = chain(chain(seed, hash_of(own_name)), draw);

  Rng rng(chain(key, 1));
  for (int attempt = 0; attempt < kTries; ++attempt) {
    DrawnCase drawn;
    drawn.key = key;
    bool anything_drawn = false;
    for (const auto& [param, value] : row.items()) {
      if (std::find(kReserved.begin(), kReserved.end(), param) != kReserved.end()) continue;
      anything_drawn = anything_drawn || !value.is_number();
      const double number = value.is_number() ? value.get<double>() : draw_value(value, param, rng);
      drawn.params.set(param, number);
      if (!drawn.name.empty()) drawn.name += ' ';
      drawn.name += param + "=" + value_text(number);
    }
    if (drawn.name.empty()) drawn.name = own_name;
    if (legal(drawn.params)) return drawn;
    if (!anything_drawn)
      throw std::invalid_argument("case \"" + own_name + "\" (" + drawn.name + ") is not legal");
  }
  throw std::invalid_argument("case \"" + own_name + "\": none of 1000 draws is legal");
}

}  // namespace prep
