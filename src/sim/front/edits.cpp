#include "sim/front/edits.h"

#include "sim/front/rewrite.h"

namespace prep::sim {

void refuse(const Tokens& tokens, std::size_t token, const std::string& message) {
  const Token& t = tokens[token];
  throw RewriteError(tokens.files[static_cast<std::size_t>(t.file)], t.line, message);
}

void Edits::replace(std::size_t begin, std::size_t end, std::string text) {
  bool spans_lines = false;
  for (std::size_t i = begin + 1; i < end; ++i)
    spans_lines = spans_lines || tokens_[i].gap.find('\n') != std::string_view::npos;
  if (spans_lines) text += tokens_.marker(end - 1);
  edits_[begin] = {end, std::move(text)};
}

std::string Edits::text(std::size_t begin, std::size_t end) const {
  std::string out;
  auto edit = edits_.lower_bound(begin);
  auto insertion = before_.lower_bound(begin);
  for (std::size_t i = begin; i < end;) {
    out += tokens_[i].gap;
    for (; insertion != before_.end() && insertion->first <= i; ++insertion)
      if (insertion->first == i) out += insertion->second;
    const auto behind = after_.empty() ? after_.end() : after_.find(i);
    while (edit != edits_.end() && edit->first < i) ++edit;
    if (edit != edits_.end() && edit->first == i) {
      // `case 1:` ahead of "::" must not become ":::".
      if (!out.empty() && out.back() == ':' && edit->second.text[0] == ':') out += ' ';
      out += edit->second.text;
      i = edit->second.end;
      // What was inserted before a replaced token was rendered with the replacement.
      while (insertion != before_.end() && insertion->first < i) ++insertion;
    } else {
      out += tokens_[i].text;
      ++i;
    }
    if (behind != after_.end()) out += behind->second;
  }
  return out;
}

std::string Edits::line(std::size_t begin, std::size_t end) const {
  std::string out;
  for (std::size_t i = begin; i < end;) {
    if (i > begin && tokens_[i].gap_copied)
      refuse(tokens_, i, "an #include inside an expression is not supported: include the file before it");
    if (i > begin && !tokens_[i].gap.empty()) out += ' ';
    const auto insertion = before_.find(i);
    if (insertion != before_.end()) out += insertion->second;
    const auto edit = edits_.find(i);
    const auto behind = after_.find(i);
    if (edit != edits_.end()) {
      out += edit->second.text;
      i = edit->second.end;
    } else {
      out += tokens_[i].text;
      ++i;
    }
    if (behind != after_.end()) out += behind->second;
  }
  return out;
}

}  // namespace prep::sim
