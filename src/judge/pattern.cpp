#include "judge/pattern.h"

#include <fmt/core.h>

namespace prep {

std::string mismatch_sentence(const Mismatches& m) {
  const std::string& name = m.buffer->name;
  const Index elements = m.buffer->elements();
  const Index count = static_cast<Index>(m.wrong.size());
  std::string what = what_in_words(m);
  const std::string where = where_in_words(m);
  if (what.empty() && count == 1) what = m.example;
  const char* values = m.compared == elements ? "values"
                       : m.exact.empty()      ? "sampled values"
                                              : "compared values";
  std::string sentence;
  if (count == m.compared)
    sentence = count == 1 ? fmt::format("the value of {} is wrong", name)
                          : fmt::format("all {} {} of {} are wrong", count, values, name);
  else
    sentence =
        fmt::format("{} of {} {} of {} {} wrong", count, m.compared, values, name, count == 1 ? "is" : "are");
  if (!where.empty()) sentence += ", " + where;
  if (!what.empty()) sentence += ": " + what;
  return sentence;
}

}  // namespace prep
