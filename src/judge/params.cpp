// Params, Buffer and Rng of <prep/judge.h>.
#include <prep/judge.h>

#include <stdexcept>

#include "judge/fill.h"

namespace prep {

double Params::f(Name name) const {
  const auto found = values_.find(name);
  if (found == values_.end())
    throw std::out_of_range("the case has no parameter \"" + std::string(name) + "\"");
  return found->second;
}

Index Params::i(Name name) const { return static_cast<Index>(f(name)); }

bool Params::has(Name name) const { return values_.find(name) != values_.end(); }

void Params::set(Name name, double value) { values_.insert_or_assign(std::string(name), value); }

Index Buffer::elements() const {
  Index product = 1;
  for (const Index extent : shape) product *= extent;
  return product;
}

std::uint64_t Rng::next() { return random_word(key_, counter_++); }

double Rng::uniform() { return unit_value(next()); }

double Rng::uniform(double low, double high) { return scale_and_shift(uniform(), high - low, low); }

double Rng::normal() {
  const double value = normal_value(key_, (counter_ + 3) / 4);
  counter_ = (counter_ + 3) / 4 * 4 + 4;
  return value;
}

Index Rng::below(Index n) {
  if (n <= 0) throw std::logic_error("Rng::below needs a positive count");
  return static_cast<Index>(high_product(next(), static_cast<std::uint64_t>(n)));
}

Index Rng::between(Index low, Index high) { return low + below(high - low + 1); }

}  // namespace prep
