#include "sim/front/scopes.h"

namespace prep::sim {
namespace {

struct Level {
  bool brace = false;
  Place outside;        // to return to
  bool resume = false;  // the declaration goes on after the closing bracket
};

bool attribute_like(const Token& t) {
  return t.is("alignas") || t.is("__attribute__") || t.is("decltype") || t.is("__declspec") ||
         t.is("noexcept") || t.is("asm") || t.is("__asm__") || t.is("__typeof__") || t.is("typeof") ||
         t.is("explicit");
}

class Walk {
 public:
  Walk(const Tokens& tokens, const Visitor& visitor) : t_(tokens), visit_(visitor) {}

  void run() {
    for (std::size_t i = 0; i < t_.size(); ++i) {
      const Token& t = t_[i];
      if (t.kind == Token::Kind::word) {
        i = word(i);
      } else if (t.kind == Token::Kind::string) {
        here_.declaration.string = here_.declaration.string || !here_.in_brackets;
      } else if (t.is("<<<")) {
        visit_.launch(i, here_);
      } else if (t.is("(") || t.is("[")) {
        if (t.is("(") && !here_.in_brackets && !(i > 0 && attribute_like(t_[i - 1])))
          here_.declaration.parameters = true;
        levels_.push_back({false, here_, true});
        here_.in_brackets = true;
      } else if (t.is("{")) {
        open_brace(i);
      } else if (t.is(")") || t.is("]") || t.is("}")) {
        close(i);
      } else if (t.is(";") && !here_.in_brackets) {
        visit_.declaration(i, here_);
        begin_declaration(i + 1);
      } else if (t.is(":") && !here_.in_brackets && ends_label(i)) {
        begin_declaration(i + 1);
      }
    }
  }

 private:
  std::size_t word(std::size_t i) {
    Declaration& d = here_.declaration;
    const Token& t = t_[i];
    visit_.word(i, here_);
    d.global = d.global || t.is("__global__");
    d.device = d.device || t.is("__device__");
    d.host = d.host || t.is("__host__");
    d.constant = d.constant || t.is("__constant__");
    d.managed = d.managed || t.is("__managed__");
    if (here_.in_brackets) return i;
    d.namespace_word = d.namespace_word || t.is("namespace");
    d.type_word = d.type_word || t.is("struct") || t.is("class") || t.is("union") || t.is("enum");
    if (t.is("template") && i + 1 < t_.size() && t_[i + 1].is("<")) {
      d.template_head = true;
      const std::size_t past = t_.past_angles(i + 1, t_.size());
      if (past != 0) return past - 1;
    }
    return i;
  }

  void open_brace(std::size_t i) {
    const Declaration& d = here_.declaration;
    Place inside;
    bool resume = here_.in_brackets;
    if (here_.in_brackets || d.parameters) {
      inside.scope = ScopeKind::body;
    } else if (d.namespace_word || (d.string && t_[d.begin].is("extern"))) {
      inside.scope = ScopeKind::space;
    } else if (d.type_word) {
      inside.scope = ScopeKind::type;
    } else {
      inside.scope = ScopeKind::body;
      resume = here_.scope != ScopeKind::body;  // an initialiser
    }
    inside.on_device = here_.on_device || d.on_device();
    inside.device_code = here_.device_code || d.global || d.device;
    inside.block = i;
    inside.declaration.begin = i + 1;
    levels_.push_back({true, here_, resume});
    here_ = inside;
  }

  void close(std::size_t i) {
    if (levels_.empty()) return;  // the lexer paired all brackets
    const Level level = levels_.back();
    levels_.pop_back();
    Declaration inner = here_.declaration;
    here_ = level.outside;
    if (!level.brace) {
      // `[=] __device__ (int i) { }`: words between brackets belong to the declaration around them.
      here_.declaration.global = inner.global;
      here_.declaration.device = inner.device;
      here_.declaration.host = inner.host;
    } else if (!level.resume) {
      begin_declaration(i + 1);
    } else if (here_.in_brackets) {
      here_.declaration.global = here_.declaration.device = here_.declaration.host = false;
    }
  }

  bool ends_label(std::size_t i) const {
    const std::size_t b = here_.declaration.begin;
    const Token& first = t_[b];
    if (first.is("case") || first.is("default")) return true;
    return b + 1 == i && first.kind == Token::Kind::word;
  }

  void begin_declaration(std::size_t i) {
    here_.declaration = {};
    here_.declaration.begin = i;
  }

  const Tokens& t_;
  const Visitor& visit_;
  Place here_;
  std::vector<Level> levels_;
};

}  // namespace

void walk(const Tokens& tokens, const Visitor& visitor) { Walk(tokens, visitor).run(); }

}  // namespace prep::sim
