#include "sim/front/grid_stride.h"

#include <algorithm>
#include <array>
#include <set>

namespace prep::sim {
namespace {

template <std::size_t n>
bool one_of(const Token& t, const std::array<std::string_view, n>& words) {
  return t.kind != Token::Kind::string && std::find(words.begin(), words.end(), t.text) != words.end();
}

constexpr std::array<std::string_view, 26> kWhole{
    "int",    "unsigned", "signed",  "long",    "short",   "char",     "size_t",    "ptrdiff_t", "uint",
    "int8_t", "int16_t",  "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t",  "uint64_t",  "const",
    "ulong",  "ushort",   "uchar",   "std",     "ssize_t", "intptr_t", "uintptr_t", "constexpr"};
constexpr std::array<std::string_view, 4> kIndex{"threadIdx", "blockIdx", "blockDim", "gridDim"};
constexpr std::array<std::string_view, 18> kOperators{"+",  "-",  "*",  "/",  "%",  "<<", ">>", "<", ">",
                                                      "<=", ">=", "==", "!=", "&&", "||", "(",  ")", "!"};
constexpr std::array<std::string_view, 13> kChanges{
    "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "++", "--", "<<=", ">>="};
// What takes its arguments by value.
constexpr std::array<std::string_view, 37> kTakesValues{
    "if",     "while",  "for",    "switch", "sizeof", "fmaf", "fma",     "powf",  "pow", "expf",
    "exp",    "sqrtf",  "sqrt",   "sinf",   "cosf",   "sin",  "cos",     "logf",  "log", "fabsf",
    "fabs",   "fmaxf",  "fminf",  "fmax",   "fmin",   "max",  "min",     "tanhf", "abs", "__fmaf_rn",
    "__expf", "rsqrtf", "printf", "float",  "double", "int",  "unsigned"};
// What leaves the loop, or may keep something from turn to turn, or waits for other threads.
constexpr std::array<std::string_view, 12> kElse{"break", "return", "goto",   "asm",   "__asm__", "struct",
                                                 "class", "union",  "static", "__asm", "throw",   "alloca"};

class Loop {
 public:
  Loop(const Tokens& tokens, const KernelBody& kernel) : t_(tokens), kernel_(kernel) {}

  bool understand() {
    if (!read_parameters()) return false;
    std::size_t at = kernel_.open + 1;
    const std::size_t end = t_.match[kernel_.open];
    while (at < end && !t_[at].is("for") && !t_[at].is("while"))
      if (!read_statement(at)) return false;
    if (at >= end || !t_[at + 1].is("(")) return false;
    if (t_[at].gap.find('#') != std::string_view::npos) return false;  // a pragma about the loop
    keyword = at;
    close = t_.match[at + 1];
    return (t_[at].is("for") ? read_for(end) : read_while(end)) && is_free_of_state();
  }

  std::size_t keyword = 0, close = 0;          // `for` or `while`, and the `)` of its head
  std::size_t first_begin = 0, first_end = 0;  // the expression it begins with; not of a while
  std::size_t condition_begin = 0, condition_end = 0;
  std::size_t step_begin = 0, step_end = 0;  // what is added
  std::string_view variable;

 private:
  bool known(std::size_t i) const { return names_.count(t_[i].text) != 0 && t_[i].kind == Token::Kind::word; }

  bool read_parameters() {
    const std::size_t last = t_.match[kernel_.params];
    for (std::size_t i = kernel_.params + 1; i < last; ++i) {
      if (t_[i].is("(") || t_[i].is("&") || t_[i].is("...")) return false;
      if ((t_[i + 1].is(",") || i + 1 == last || t_[i + 1].is("=") || t_[i + 1].is("[")) &&
          t_[i].kind == Token::Kind::word)
        names_.insert(t_[i].text);
    }
    return true;
  }

  // Of index variables, parameters, numbers and earlier constants only: the same whenever it is computed.
  bool is_pure(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      const Token& t = t_[i];
      if (t.kind == Token::Kind::number) continue;
      if (t.kind != Token::Kind::word) {
        if (!one_of(t, kOperators)) return false;
        if (t.is("*") && (i == begin || !is_operand(i - 1))) return false;
        if (t.is("(") && i > begin && t_[i - 1].kind == Token::Kind::word) return false;
        continue;
      }
      if (one_of(t, kIndex)) {
        if (!t_[i + 1].is(".")) return false;
        i += 2;
      } else if (!known(i) && !(one_of(t, kWhole) && i > begin && !is_operand(i - 1))) {
        return false;
      }
    }
    return begin < end;
  }
  bool is_operand(std::size_t i) const {
    if (t_[i].is(")")) return !one_of(t_[i - 1], kWhole);  // else a cast
    return t_[i].kind == Token::Kind::number || (t_[i].kind == Token::Kind::word && !one_of(t_[i], kWhole));
  }

  bool strides(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i)
      if (t_[i].is("blockDim") || t_[i].is("gridDim") || strides_.count(t_[i].text) != 0) return true;
    return false;
  }

  std::size_t past_type(std::size_t at) const {
    std::size_t i = at;
    while (one_of(t_[i], kWhole) || (t_[i].is("::") && i > at)) ++i;
    return i;
  }

  // `int a = …, b = …;` or `if (…) return;`
  bool read_statement(std::size_t& at) {
    if (t_[at].is("if")) {
      const std::size_t shut = t_.match[at + 1];
      if (!t_[at + 1].is("(") || !is_pure(at + 2, shut) || !t_[shut + 1].is("return") ||
          !t_[shut + 2].is(";"))
        return false;
      at = shut + 3;
      return true;
    }
    std::size_t i = past_type(at);
    if (i == at) return false;
    for (;; ++i) {
      if (t_[i].kind != Token::Kind::word || !t_[i + 1].is("=") || known(i)) return false;
      const std::size_t name = i, begin = i + 2;
      i = expression_end(begin);
      if (!is_pure(begin, i)) return false;
      names_.insert(t_[name].text);
      if (strides(begin, i)) strides_.insert(t_[name].text);
      if (t_[i].is(";")) break;
      if (!t_[i].is(",")) return false;
    }
    at = i + 1;
    return true;
  }

  std::size_t expression_end(std::size_t i) const {
    while (t_[i].kind != Token::Kind::end && !t_[i].is(",") && !t_[i].is(";") && !t_[i].is(")"))
      i = std::max(i, t_.match[i]) + 1;
    return i;
  }

  bool read_for(std::size_t end) {
    const std::size_t name = past_type(keyword + 2);
    if (name == keyword + 2 || t_[name].kind != Token::Kind::word || !t_[name + 1].is("=") || known(name))
      return false;
    first_begin = name + 2;
    first_end = expression_end(first_begin);
    if (!t_[first_end].is(";") || !is_pure(first_begin, first_end)) return false;
    variable = t_[name].text;
    names_.insert(variable);
    condition_begin = first_end + 1;
    condition_end = expression_end(condition_begin);
    if (condition_begin == condition_end || !t_[condition_end].is(";")) return false;
    step_begin = condition_end + 3;
    step_end = close;
    if (t_[condition_end + 1].text != variable || !t_[condition_end + 2].is("+=")) return false;
    body_begin_ = close + 1;
    body_end_ = end;
    if (t_[body_begin_].is("{") ? t_.match[body_begin_] + 1 != end : expression_end(body_begin_) + 1 != end)
      return false;
    return is_step();
  }

  bool read_while(std::size_t end) {
    condition_begin = keyword + 2;
    condition_end = close;
    if (!t_[close + 1].is("{") || t_.match[close + 1] + 1 != end) return false;
    step_end = t_.match[close + 1] - 1;
    if (!t_[step_end].is(";")) return false;
    std::size_t i = step_end;
    while (i > close && !t_[i].is("+=")) --i;
    if (i < close + 3 || !(t_[i - 2].is(";") || t_[i - 2].is("}") || t_[i - 2].is("{")) || !known(i - 1))
      return false;
    variable = t_[i - 1].text;
    step_begin = i + 1;
    body_begin_ = close + 1;
    body_end_ = i - 1;
    for (std::size_t k = body_begin_; k < body_end_; ++k)
      if (t_[k].is("continue")) return false;
    return condition_begin < condition_end && is_step();
  }

  bool is_step() const {
    for (std::size_t i = step_begin; i < step_end; ++i)
      if (t_[i].text == variable) return false;
    return is_pure(step_begin, step_end) && strides(step_begin, step_end);
  }

  bool waits(const Token& t) const {
    for (const std::string_view part : {"sync", "shfl", "ballot", "barrier", "wait", "arrive"})
      if (t.text.find(part) != std::string_view::npos) return true;
    return false;
  }

  // Neither the condition nor the body changes what the next turn begins with.
  bool is_free_of_state() const {
    return keeps_names(condition_begin, condition_end) && keeps_names(body_begin_, body_end_);
  }

  bool keeps_names(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      const Token& t = t_[i];
      if (one_of(t, kElse) || begins_lambda(t_, i)) return false;
      if (t.is("&") && !is_value(i - 1) && ((known(i + 1) && !t_[i + 2].is("[")) || t_[i + 1].is("(")))
        return false;
      if (t.kind != Token::Kind::word) continue;
      if (waits(t)) return false;
      if (t_[i + 1].is("&") && t_[i + 2].kind == Token::Kind::word &&
          (t_[i + 3].is("=") || t_[i + 3].is("{") || t_[i + 3].is(":")))
        return false;  // a reference
      if (known(i) && !t_[i - 1].is(".") && !t_[i - 1].is("->") && !only_read(i)) return false;
    }
    return true;
  }
  bool is_value(std::size_t i) const {
    return t_[i].kind == Token::Kind::word || t_[i].kind == Token::Kind::number || t_[i].is(")") ||
           t_[i].is("]");
  }

  bool only_read(std::size_t i) const {
    const Token &before = t_[i - 1], &after = t_[i + 1];
    if (one_of(after, kChanges) || before.is("++") || before.is("--") || after.is(".") || after.is("{"))
      return false;
    if (before.kind == Token::Kind::word && !before.is("return") && !before.is("else")) return false;
    const bool alone = (before.is("(") || before.is(",")) && (after.is(")") || after.is(","));
    return !alone || passed_by_value(i);
  }

  // The call around it is of something that takes values.
  bool passed_by_value(std::size_t i) const {
    std::size_t open = i;
    for (std::size_t k = i; k-- > kernel_.open;) {
      if (t_.match[k] < k)
        k = t_.match[k];  // over a group
      else if (t_.match[k] > k) {
        open = k;
        break;
      }
    }
    if (!t_[open].is("(")) return t_[open].is("{") || t_[open].is("[");
    const Token& callee = t_[open - 1];
    return callee.kind != Token::Kind::word ? !callee.is(">") && !callee.is(")") && !callee.is("]")
                                            : one_of(callee, kTakesValues);
  }

  const Tokens& t_;
  const KernelBody& kernel_;
  std::set<std::string_view> names_, strides_;  // parameters and constants; those made of blockDim or gridDim
  std::size_t body_begin_ = 0, body_end_ = 0;
};

}  // namespace

void run_in_rounds(const Tokens& tokens, const KernelBody& kernel, Edits& edits) {
  Loop loop(tokens, kernel);
  if (!loop.understand()) return;
  const std::string step = edits.line(loop.step_begin, loop.step_end);
  if (loop.first_begin == 0) {
    edits.insert_before(loop.keyword, "::prep::sim::skip_turns(" + std::string(loop.variable) + ", " + step +
                                          "); bool prep_goes_on = true; ");
    edits.insert_before(loop.condition_begin, "prep_goes_on && (");
    edits.insert_before(loop.close, ")");
    edits.insert_after(loop.step_end, " prep_goes_on = ::prep::sim::next_turn();");
    return;
  }
  edits.insert_before(loop.keyword, "bool prep_goes_on = true; ");
  edits.insert_before(loop.first_begin, "::prep::sim::first_turn(");
  edits.insert_before(loop.first_end, ", " + step + ")");
  edits.insert_before(loop.condition_begin, "prep_goes_on && (");
  edits.insert_before(loop.condition_end, ")");
  edits.insert_before(loop.close, ", prep_goes_on = ::prep::sim::next_turn()");
}

}  // namespace prep::sim
