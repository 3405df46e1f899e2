#include "sim/front/asm.h"

#include <algorithm>
#include <cctype>

#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

struct AsmText {
  std::string text;                 // escapes decoded, "%%" as it is in PTX: "%"
  std::vector<std::size_t> tokens;  // of each character
};

int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

void add_literal(const Token& t, std::size_t index, AsmText& out) {
  const auto add = [&](char c) {
    out.text += c;
    out.tokens.push_back(index);
  };
  const std::size_t open = t.text.find('"');
  if (t.text[0] == 'R') {
    const std::size_t begin = t.text.find('(', open), end = t.text.rfind(')');
    for (std::size_t i = begin + 1; begin < end && i < end; ++i) add(t.text[i]);
    return;
  }
  for (std::size_t i = open + 1; i + 1 < t.text.size(); ++i) {
    const char c = t.text[i];
    if (c != '\\') {
      add(c);
      continue;
    }
    const char e = t.text[++i];
    if (e == 'n' || e == 't' || e == 'r' || e == 'v' || e == 'f') {
      add(e == 'n' ? '\n' : ' ');
    } else if (e == 'x') {
      int value = 0;
      while (i + 2 < t.text.size() && std::isxdigit(static_cast<unsigned char>(t.text[i + 1])) != 0)
        value = value * 16 + hex_digit(t.text[++i]);
      add(static_cast<char>(value));
    } else if (e != '\n') {
      add(e);
    }
  }
}

struct AsmOperand {
  std::string constraint;
  std::size_t begin = 0, end = 0;  // tokens of the expression
  bool written = false, read = true;
};

struct AsmStatement {
  AsmText text;
  std::vector<AsmOperand> operands;
  std::size_t open = 0, close = 0;
};

std::size_t opening(const Tokens& tokens, std::size_t word) {
  std::size_t open = word + 1;
  while (open < tokens.size() &&
         (tokens[open].is("volatile") || tokens[open].is("__volatile__") || tokens[open].is("__volatile")))
    ++open;
  return open < tokens.size() && tokens[open].is("(") ? open : 0;
}

// `[name] "constraint" (expression)` from `at` on; returns the token behind.
std::size_t read_operand(const Tokens& tokens, std::size_t at, std::size_t close, bool written,
                         AsmStatement& out) {
  if (tokens[at].is("["))
    refuse(tokens, at, "inline PTX (asm): operands have numbers, not names: write \"=r\"(x) and %0");
  if (tokens[at].kind != Token::Kind::string || at + 1 >= close || !tokens[at + 1].is("("))
    refuse(tokens, at, "inline PTX (asm): an operand is written \"r\"(expression)");
  AsmOperand operand;
  for (const char c : tokens[at].text)
    if (c != '"' && c != '=' && c != '+' && c != '&') operand.constraint += c;
  operand.written = written;
  operand.read = !written || tokens[at].text.find('+') != std::string_view::npos;
  operand.begin = at + 2;
  operand.end = tokens.match[at + 1];
  if (std::string_view("rhldfnqC").find(operand.constraint) == std::string_view::npos ||
      operand.constraint.size() != 1)
    refuse(tokens, at,
           "inline PTX (asm): the constraint \"" + operand.constraint +
               "\" is not one of PTX: h, r, l, f, d or n");
  if (operand.constraint == "C" || operand.constraint == "q")
    refuse(tokens, at, "inline PTX (asm): the constraint \"" + operand.constraint + "\" is not simulated");
  out.operands.push_back(operand);
  return operand.end + 1;
}

AsmStatement read(const Tokens& tokens, std::size_t word) {
  AsmStatement out;
  out.open = opening(tokens, word);
  if (out.open == 0) refuse(tokens, word, "inline PTX (asm): write asm(\"…\" : outputs : inputs);");
  out.close = tokens.match[out.open];
  std::size_t i = out.open + 1;
  for (; i < out.close && tokens[i].kind == Token::Kind::string; ++i) add_literal(tokens[i], i, out.text);
  int section = 0;  // outputs, inputs, clobbers
  while (i < out.close) {
    if (tokens[i].is(":") || tokens[i].is("::")) {
      section += tokens[i].is("::") ? 2 : 1;
      ++i;
    } else if (tokens[i].is(",")) {
      ++i;
    } else if (section == 0) {
      refuse(tokens, i, "inline PTX (asm): the text must be string literals");
    } else if (section >= 3) {
      ++i;
    } else {
      i = read_operand(tokens, i, out.close, section == 1, out);
    }
  }
  return out;
}

// "%%" is one "%", and "%=", the statement's own number, needs none: labels have it anyway. Places stay.
AsmText unescaped(const AsmText& in) {
  AsmText out;
  for (std::size_t i = 0; i < in.text.size(); ++i) {
    const char next = in.text[i] == '%' && i + 1 < in.text.size() ? in.text[i + 1] : ' ';
    out.text += next == '=' ? '_' : in.text[i];
    out.tokens.push_back(in.tokens[i]);
    if (next == '%' || next == '=') ++i;
  }
  return out;
}

std::string register_of(const std::string& constraint) {
  switch (constraint[0]) {
    case 'h':
      return "unsigned short";
    case 'r':
      return "unsigned";
    case 'l':
      return "unsigned long long";
    case 'f':
      return "float";
    case 'd':
      return "double";
    default:
      return "::prep::sim::ptx::Whole";
  }
}

bool looks_like_ptx(const std::string& text) {
  for (const char* sign : {".u32", ".s32", ".b32", ".u64", ".b64", ".s64", ".f32", ".f64", ".f16", ".bf16",
                           ".u16", ".b16", ".sync", ".async", ".pred"})
    if (text.find(sign) != std::string::npos) return true;
  return false;
}

}  // namespace

bool is_assembly(const Tokens& tokens, std::size_t word, const Place& place) {
  const Token& t = tokens[word];
  if (!(t.is("asm") || t.is("__asm__") || t.is("__asm")) || place.scope != ScopeKind::body) return false;
  const std::size_t open = opening(tokens, word);
  if (open == 0) return place.on_device;
  AsmText text;
  std::size_t i = open + 1;
  for (; i < tokens.match[open] && tokens[i].kind == Token::Kind::string; ++i)
    add_literal(tokens[i], i, text);
  if (text.text.find_first_not_of(" \n") == std::string::npos) {
    // A compiler barrier is one on the CPU, too; operands have PTX's constraints.
    bool operands = false;
    for (; i < tokens.match[open]; ++i) operands = operands || tokens[i].is("(");
    return place.on_device && operands;
  }
  return place.on_device || looks_like_ptx(text.text);
}

void rewrite_assembly(const Tokens& tokens, std::size_t word, Edits& edits) {
  const AsmStatement statement = read(tokens, word);
  const AsmText text = unescaped(statement.text);
  const auto token_at = [&](std::size_t at) {
    return text.tokens.empty() ? word : text.tokens[std::min(at, text.tokens.size() - 1)];
  };
  std::string code = "do { [[maybe_unused]] bool prep_carry = false; ";
  for (std::size_t i = 0; i < statement.operands.size(); ++i) {
    const AsmOperand& operand = statement.operands[i];
    const std::string number = std::to_string(i),
                      expression = "(" + edits.line(operand.begin, operand.end) + ")";
    const std::string type = register_of(operand.constraint);
    if (operand.written) code += "auto& prep_o" + number + " = " + expression + "; ";
    if (operand.constraint == "n")
      code += "const " + type + " prep_p" + number + "{static_cast<long long>" + expression + "}; ";
    else
      code += "[[maybe_unused]] " + type + " prep_p" + number +
              (operand.read ? " = ::prep::sim::ptx::take<" + type + ">(" +
                                  (operand.written ? "prep_o" + number : expression) + "); "
                            : "; ");
  }
  try {
    PtxCode ptx(statement.operands.size(), std::to_string(word));
    int line = tokens[word].line;
    for (const PtxStatement& s : parse_ptx(text.text)) {
      const std::size_t token = token_at(s.at);
      if (tokens[token].line != line) code += tokens.marker(token);
      line = tokens[token].line;
      code += ptx.statement(s);
    }
  } catch (const PtxError& e) {
    refuse(tokens, token_at(e.at), e.what());
  }
  for (std::size_t i = 0; i < statement.operands.size(); ++i)
    if (statement.operands[i].written)
      code += "::prep::sim::ptx::give(prep_o" + std::to_string(i) + ", prep_p" + std::to_string(i) + "); ";
  edits.replace(word, statement.close + 1, code + "} while (0)");
}

}  // namespace prep::sim
