#include "sim/front/shared.h"

#include <algorithm>
#include <vector>

#include "sim/front/declarators.h"

namespace prep::sim {
namespace {

struct SharedDeclaration {
  std::size_t begin = 0, end = 0;  // end is the `;`
  bool dynamic = false;            // extern
  std::vector<std::string> alignments;
  std::vector<std::size_t> names;
};

// The first token of the declaration around `word`.
std::size_t declaration_begin(const Tokens& tokens, std::size_t word) {
  std::size_t begin = word;
  while (begin > 0) {
    const Token& before = tokens[begin - 1];
    if (before.is(")") || before.is("]")) {
      const std::size_t open = tokens.match[begin - 1];
      if (before.is(")") && open > 0 && takes_bracket(tokens[open - 1]))
        begin = open - 1;
      else if (before.is("]") && open > 0 && tokens[open - 1].is("["))
        begin = open - 1;
      else if (before.is("]") && tokens[open + 1].is("["))  // the inner pair of [[…]]
        begin = open;
      else
        break;
    } else if (before.kind == Token::Kind::word || before.is(">") || before.is("::") || before.is("<") ||
               before.kind == Token::Kind::number || before.is("*")) {
      --begin;
    } else {
      break;
    }
  }
  return begin;
}

// `aligned(16)` inside __attribute__((…)), and alignas(16): the text in the brackets.
void read_alignment(const Tokens& tokens, std::size_t i, Edits& edits, std::vector<std::string>& found) {
  const std::size_t open = i + 1, close = tokens.match[open];
  if (tokens[i].is("alignas")) {
    found.push_back(edits.line(open + 1, close));
    return;
  }
  for (std::size_t p = open; p < close; ++p)
    if ((tokens[p].is("aligned") || tokens[p].is("__aligned__")) && tokens[p + 1].is("("))
      found.push_back(edits.line(p + 2, tokens.match[p + 1]));
}

// Takes out what a typedef cannot carry; the rest of the declaration becomes one.
SharedDeclaration read(const Tokens& tokens, std::size_t word, Edits& edits) {
  SharedDeclaration d;
  d.begin = declaration_begin(tokens, word);
  d.end = word;
  while (!tokens[d.end].is(";")) {
    if (tokens[d.end].kind == Token::Kind::end || tokens[d.end].is("}") || tokens[d.end].is(")"))
      refuse(tokens, word, "this __shared__ declaration has no ';': write __shared__ float tile[32];");
    d.end = std::max(d.end, tokens.match[d.end]) + 1;
  }
  for (std::size_t i = d.begin; i < d.end; ++i) {
    const Token& t = tokens[i];
    if (t.is("extern")) d.dynamic = true;
    if (t.is("__shared__") || t.is("extern") || t.is("static") || t.is("thread_local")) edits.drop(i);
    if ((t.is("alignas") || t.is("__attribute__")) && tokens[i + 1].is("(")) {
      read_alignment(tokens, i, edits, d.alignments);
      edits.replace(i, tokens.match[i + 1] + 1, "");
      i = tokens.match[i + 1];
    } else if (t.is("[") && tokens[i + 1].is("[")) {  // [[maybe_unused]]: a typedef has no place for it
      edits.replace(i, tokens.match[i] + 1, "");
      i = tokens.match[i];
    } else if (t.is("{") || t.is("(") || t.is("[")) {
      i = tokens.match[i];
    }
  }
  const Declarators found = declarators(tokens, d.begin, d.end);
  if (found.names.empty())
    refuse(tokens, word, "this __shared__ declaration has no name: write __shared__ float tile[32];");
  if (found.initializer != 0)
    refuse(
        tokens, found.initializer,
        "a __shared__ variable cannot have an initial value: assign it in the kernel, then __syncthreads()");
  d.names = found.names;
  return d;
}

// A lambda that names the variable must capture it: in CUDA it is static, here it is a reference.
void capture_in_lambdas(const Tokens& tokens, std::size_t begin, std::size_t end, std::string_view name,
                        Edits& edits) {
  for (std::size_t i = begin; i < end; ++i) {
    if (!tokens[i].is("[") || i == 0) continue;
    const Token& before = tokens[i - 1];
    const bool subscript = (before.kind == Token::Kind::word && !before.is("return")) || before.is(")") ||
                           before.is("]") || before.kind == Token::Kind::number || before.is("[") ||
                           before.kind == Token::Kind::string || tokens[i + 1].is("[");
    if (subscript) continue;
    const std::size_t close = tokens.match[i];
    std::size_t body = close + 1;
    while (body < end && !tokens[body].is("{") && !tokens[body].is(";"))
      body = std::max(body, tokens.match[body]) + 1;
    if (body >= end || !tokens[body].is("{")) continue;
    bool used = false, captured = tokens[i + 1].is("&") && (tokens[i + 2].is(",") || i + 2 == close);
    for (std::size_t p = body; p < tokens.match[body]; ++p)
      used = used || (tokens[p].is(name) && !tokens[p - 1].is(".") && !tokens[p - 1].is("->"));
    for (std::size_t p = i; p < close; ++p) captured = captured || tokens[p].is(name);
    if (used && !captured) edits.insert_before(close, (close == i + 1 ? "&" : ", &") + std::string(name));
  }
}

std::string slot_code(const std::string& name, const std::vector<std::string>& alignments) {
  const std::string type = "prep_type_" + name, slot = "prep_slot_" + name;
  std::string code, alignment = "alignof(" + type + ")";
  if (!alignments.empty()) {
    code += "struct prep_align_" + name + " { ";
    for (const std::string& a : alignments) code += "alignas(" + a + ") ";
    code += "char c; }; ";
    alignment = "(alignof(prep_align_" + name + ") > " + alignment + " ? alignof(prep_align_" + name +
                ") : " + alignment + ")";
  }
  return code + "static ::prep_shared_slot " + slot + " = {\"" + name +
         "\", __builtin_FILE(), __builtin_LINE(), sizeof(" + type + "), " + alignment +
         ", 0}; [[maybe_unused]] " + type + "& " + name + " = ::prep::sim::shared<" + type + ">(" + slot +
         ");";
}

std::string dynamic_code(const std::string& name, ScopeKind scope) {
  const std::string type = "prep_type_" + name;
  if (scope == ScopeKind::body)
    return "[[maybe_unused]] decltype(auto) " + name + " = ::prep::sim::dynamic_shared<" + type + ">();";
  // At file scope the name must be a real variable: it is the engine's own pointer under the learner's name.
  return "extern \"C++\" __thread __attribute__((tls_model(\"local-exec\"))) ::prep::sim::Element<" + type +
         ">::Type* const " + name + " __asm__(\"prep_dynamic_shared\");";
}

}  // namespace

void rewrite_shared(const Tokens& tokens, std::size_t word, const Place& place, Edits& edits) {
  if (place.scope == ScopeKind::type)
    refuse(tokens, word, "a class member cannot be __shared__: declare it in the kernel and pass a pointer");
  if (place.in_brackets)
    refuse(tokens, word, "__shared__ cannot stand here: declare the variable in the kernel");
  const SharedDeclaration d = read(tokens, word, edits);
  if (place.scope == ScopeKind::space && !d.dynamic)
    refuse(tokens, word,
           "a __shared__ variable at file scope is not simulated: declare it in the kernel that uses it");
  for (const std::size_t n : d.names) edits.replace(n, n + 1, "prep_type_" + std::string(tokens[n].text));
  std::string code = "typedef " + edits.line(d.begin, d.end) + ";";
  for (const std::size_t n : d.names) {
    const std::string name(tokens[n].text);
    code += " " + (d.dynamic ? dynamic_code(name, place.scope) : slot_code(name, d.alignments));
    if (place.scope == ScopeKind::body && place.block < tokens.size())
      capture_in_lambdas(tokens, d.end, tokens.match[place.block], name, edits);
  }
  edits.replace(d.begin, d.end + 1, code);
}

}  // namespace prep::sim
