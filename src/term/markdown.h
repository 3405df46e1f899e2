// Markdown as terminal text: headings, lists, code, tables, quotes, emphasis, links; wrapped at the look's
// width (at most 96 columns, which still reads well). HTML comments disappear. Code is never wrapped or
// changed.
#pragma once
#include <string>
#include <string_view>

#include "term/look.h"

namespace prep {

std::string render_markdown(const Look& look, std::string_view markdown);

}  // namespace prep
