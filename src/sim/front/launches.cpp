#include "sim/front/launches.h"

#include <algorithm>
#include <vector>

namespace prep::sim {
namespace {

bool keyword(const Token& t) {
  for (const std::string_view word :
       {"return", "else", "do", "case", "throw", "if", "while", "for", "switch", "and", "or", "not",
        "co_return", "co_yield", "new", "delete", "sizeof", "goto", "typedef"})
    if (t.is(word)) return true;
  return false;
}

bool name_word(const Token& t) { return t.kind == Token::Kind::word && !keyword(t); }

// The `<` of the template arguments that end with the token at `last`, or `last` where there is none.
std::size_t back_over_angles(const Tokens& tokens, std::size_t last) {
  int depth = 0;
  for (std::size_t i = last;; --i) {
    const Token& t = tokens[i];
    if (t.is(">")) depth += 1;
    if (t.is(">>")) depth += 2;
    if (t.is(">>>")) depth += 3;
    if (t.is("<") && --depth == 0) return i;
    if (t.is(";") || t.is("{") || t.is("(") || t.is("[")) return last;
    if (tokens.match[i] < i) i = tokens.match[i];
    if (i == 0) return last;
  }
}

// Walks back over one postfix expression: names, qualifiers, template arguments, calls, subscripts, members.
std::size_t expression_begin(const Tokens& tokens, std::size_t open) {
  const auto nothing = [&]() -> std::size_t {
    refuse(tokens, open, "there is no kernel name before '<<<': write kernel<<<grid, block>>>(arguments)");
  };
  if (open == 0) return nothing();
  std::size_t i = open - 1;
  for (;;) {
    const Token& t = tokens[i];
    if (t.is(">") || t.is(">>") || t.is(">>>")) {
      const std::size_t angle = back_over_angles(tokens, i);
      if (angle == i || angle == 0 || !name_word(tokens[angle - 1])) return nothing();
      i = angle - 1;
    } else if (t.is(")") || t.is("]")) {
      i = tokens.match[i];
      if (i == 0) return i;
      const Token& before = tokens[i - 1];
      const bool continues =
          name_word(before) || before.is("]") || before.is(">") ||
          (before.is(")") && !(tokens.match[i - 1] > 0 && keyword(tokens[tokens.match[i - 1] - 1])));
      if (!continues) {
        if (tokens[i].is("[")) return nothing();
        return i;
      }
      --i;
      continue;
    } else if (!name_word(t)) {
      return nothing();
    }
    // `i` is a word now; what may stand before it as part of the same expression?
    if (i > 0 && tokens[i - 1].is("template")) --i;
    if (i == 0) return i;
    const Token& before = tokens[i - 1];
    if (before.is("::")) {
      if (i < 2 || !(name_word(tokens[i - 2]) || tokens[i - 2].is(">") || tokens[i - 2].is(">>")))
        return i - 1;
      i -= 2;
    } else if (before.is(".") || before.is("->")) {
      if (i < 2) return nothing();
      i -= 2;
    } else {
      return i;
    }
  }
}

// Cuts (left, right) at its commas, minding template arguments.
std::vector<std::pair<std::size_t, std::size_t>> split_arguments(const Tokens& tokens, std::size_t left,
                                                                 std::size_t right) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  std::size_t begin = left + 1;
  for (std::size_t i = left + 1; i < right; ++i) {
    const Token& t = tokens[i];
    if (t.is(",")) {
      parts.emplace_back(begin, i);
      begin = i + 1;
    } else if (tokens.match[i] > i) {
      i = tokens.match[i];
    } else if (t.is("<") && tokens[i - 1].kind == Token::Kind::word) {
      const std::size_t past = tokens.past_angles(i, right);
      if (past == 0) continue;
      const Token& after = tokens[past];
      const bool template_list = after.is("(") || after.is("{") || after.is("::") || after.is(",") ||
                                 after.is(")") || after.is(">") || after.is("&") || after.is("*") ||
                                 after.is("...");
      if (template_list) i = past - 1;
    }
  }
  if (begin < right || !parts.empty()) parts.emplace_back(begin, right);
  return parts;
}

// A literal means more in the call than its copy would: 0 is a null pointer.
bool is_literal(const Tokens& tokens, std::size_t begin, std::size_t end) {
  return end - begin == 1 && (tokens[begin].kind != Token::Kind::word || tokens[begin].is("nullptr") ||
                              tokens[begin].is("__null"));
}

// Braces have no type of their own, a pack no number.
bool only_in_call(const Tokens& tokens, std::size_t begin, std::size_t end) {
  if (begin == end || tokens[begin].is("{")) return true;
  for (std::size_t i = begin; i < end; ++i)
    if (tokens[i].is("...")) return true;
  return false;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

Launch find_launch(const Tokens& tokens, std::size_t open) {
  Launch found;
  found.open = open;
  std::size_t commas = 0;
  for (std::size_t i = open + 1;; ++i) {
    const Token& t = tokens[i];
    if (t.kind == Token::Kind::end || t.is(";") || t.is(")") || t.is("]") || t.is("}") || t.is("<<<"))
      refuse(tokens, open, "this '<<<' has no '>>>(': write kernel<<<grid, block>>>(arguments)");
    if (t.is(",")) ++commas;
    if (t.is(">>>") && tokens[i + 1].is("(")) {
      found.close = i;
      break;
    }
    if (tokens.match[i] > i) i = tokens.match[i];
  }
  if (commas == 0)
    refuse(tokens, open, "a launch needs a grid and a block size: kernel<<<grid, block>>>(arguments)");
  found.left = found.close + 1;
  found.right = tokens.match[found.left];
  found.name = expression_begin(tokens, open);
  return found;
}

void rewrite_launch(const Tokens& tokens, const Launch& launch, Edits& edits) {
  const std::string name = edits.line(launch.name, launch.open);
  // A name is called as it stands, so that it may be overloaded or a template. An expression that computes
  // the kernel is evaluated once, now.
  bool computed = tokens[launch.open - 1].is(")") || tokens[launch.open - 1].is("]");
  for (std::size_t i = launch.name; i < launch.open; ++i) {
    computed = computed || tokens[i].is(".") || tokens[i].is("->");
    i = std::max(i, tokens.match[i]);
  }
  const auto parts = split_arguments(tokens, launch.left, launch.right);
  const bool all = std::none_of(parts.begin(), parts.end(), [&](const auto& part) {
    return only_in_call(tokens, part.first, part.second);
  });
  std::string numbers, values, call;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto [begin, end] = parts[k];
    const std::string value = edits.line(begin, end), number = std::to_string(k);
    const bool literal = is_literal(tokens, begin, end);
    if (k > 0) call += ", ";
    if (all || !(literal || only_in_call(tokens, begin, end))) {
      numbers += (numbers.empty() ? "" : ", ") + number;
      values += (values.empty() ? "" : ", ") + value;
    }
    call += literal || only_in_call(tokens, begin, end) ? value : "::prep::sim::held<" + number + ">(prep_a)";
  }
  std::string shown;
  for (std::size_t i = launch.name; i < launch.open; ++i) shown += tokens[i].text;
  const std::string address =
      computed
          ? "::prep::sim::address_of(0, prep_kernel)"
          : "::prep::sim::kernel_address([&](auto prep_tag) -> decltype(::prep::sim::address_of(prep_tag, " +
                name + ")) { return ::prep::sim::address_of(prep_tag, " + name + "); })";
  std::string captures = "=";
  if (!values.empty() && all)
    captures += ", prep_a = ::prep::sim::parameters<" + std::to_string(parts.size()) + ">(" + address + ")(" +
                values + ")";
  else if (!values.empty())
    captures += ", prep_a = ::prep::sim::copies<" + numbers + ">()(" + values + ")";
  std::string code = "::prep::sim::launch(::prep::sim::LaunchConfig(" +
                     edits.line(launch.open + 1, launch.close) + "), " + quoted(shown) + ", " + address +
                     ", [" + captures + "]() mutable { " + (computed ? "prep_kernel" : name) + "(" + call +
                     "); })";
  if (computed) code = "[&](auto prep_kernel) { " + code + "; }(" + name + ")";
  edits.replace(launch.name, launch.right + 1, code);
}

}  // namespace prep::sim
