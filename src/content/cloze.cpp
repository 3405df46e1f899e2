#include "content/cloze.h"

namespace prep {

Cloze read_cloze(const std::string& sentence) {
  Cloze cloze;
  std::string gap;
  int gaps = 0;
  bool in_gap = false, in_code = false;
  const auto broken = [](const char* why) { return Cloze{"", "", why}; };
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const char c = sentence[i];
    if (c == '`') in_code = !in_code;
    if (in_code || (c != '[' && c != ']')) {
      (in_gap ? gap : cloze.question) += c;
    } else if (c == '[') {
      if (in_gap) return broken("a bracket opens within a gap; brackets that are no gap stand in `code`");
      in_gap = true;
      gap.clear();
    } else {
      if (!in_gap) return broken("\"]\" closes no gap; brackets that are no gap stand in `code`");
      if (gap.find_first_not_of(" \n") == std::string::npos)
        return broken("a gap is empty; write what is asked into the brackets");
      if (i + 1 < sentence.size() && sentence[i + 1] == '(')
        return broken("a link reads as a gap here; move it to the source");
      in_gap = false;
      cloze.question += "[…]";
      cloze.answer += (gaps++ ? "; " : "") + gap;
    }
  }
  if (in_gap)
    return broken("a gap is not closed; end it with \"]\", or put a bracket that is no gap in `code`");
  if (gaps == 0) return broken("the cloze has no gap; put what is asked into [brackets], outside `code`");
  if (gaps > 2) return broken("the cloze has more than two gaps; split it into cards of their own");
  return cloze;
}

}  // namespace prep
