// Is one element of an output right? NaN and infinities by class, numbers as !(diff <= tol), integers
// exactly.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <cstdint>

namespace prep {

struct Compared {
  bool right = false;
  double error = 0;    // |out - exact|; infinity where the classes differ
  double allowed = 0;  // what |out - exact| may be
};

// magnitude < 0: |exact|.
Compared compare_value(Type type, const std::byte* element, double exact, double magnitude,
                       const Tolerance& tolerance);
Compared compare_integer(Type type, const std::byte* element, std::int64_t exact);

}  // namespace prep
