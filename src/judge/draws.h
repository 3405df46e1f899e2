// From a case row of exercise.json to parameters: what is fixed is taken, what is drawn comes from (seed,
// case, draw).
#pragma once
#include <prep/judge.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace prep {

struct DrawnCase {
  Params params;
  std::string name;  // "rows=3 n=1025", in the row's order; the case's own name where it has no parameters
  std::uint64_t key = 0;  // of everything else that is random in the case
};

// `case_json` is one row, {"name":"tail","n":1025,"rows":{"draw":"log","min":1,"max":1000000}}. name, times,
// sim and gpu are reserved; every other key is a number or a draw: uniform and odd over whole numbers
// (uniform over reals where a bound is fractional), log (small sizes as likely as large ones), choice. A draw
// that `legal` refuses is drawn again, up to 1000 times. Throws std::invalid_argument with a sentence on a
// malformed row, and where no draw is legal.
DrawnCase draw_case(std::string_view case_json, std::uint64_t seed, std::uint64_t draw,
                    const std::function<bool(const Params&)>& legal);

}  // namespace prep
