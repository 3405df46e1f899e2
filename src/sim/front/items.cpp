#include "sim/front/items.h"

#include <algorithm>

#include "sim/front/declarators.h"

namespace prep::sim {
namespace {

class Reader {
 public:
  Reader(const Tokens& tokens, std::size_t begin, std::size_t end) : t_(tokens), i_(begin), end_(end) {}

  std::vector<Item> run() {
    begin_item(i_);
    for (; i_ < end_; ++i_) {
      const Token& t = t_[i_];
      if (t.is(";")) {
        finish(i_ + 1);
      } else if (t.is("{")) {
        brace();
      } else if (t.is("=")) {
        assigned_ = assigned_ || i_ == item_.begin || !t_[i_ - 1].is("operator");
      } else if (t.is("(") || t.is("[")) {
        const bool attribute = i_ > item_.begin && (takes_bracket(t_[i_ - 1]) || t_[i_ - 1].is("explicit"));
        if (t.is("(") && !attribute && !assigned_) parameters_ = true;
        i_ = std::max(i_, t_.match[i_]);
      } else if (t.is("<") && i_ > item_.begin && t_[i_ - 1].is("template")) {
        const std::size_t past = t_.past_angles(i_, end_);
        if (past != 0) i_ = past - 1;
      } else if (t.kind == Token::Kind::word) {
        word(t);
      }
    }
    if (item_.begin < end_) finish(end_);
    return std::move(found_);
  }

 private:
  void word(const Token& t) {
    item_.global = item_.global || t.is("__global__");
    item_.device = item_.device || t.is("__device__");
    item_.host = item_.host || t.is("__host__");
    item_.variable_space = item_.variable_space || t.is("__constant__") || t.is("__managed__");
    space_ = space_ || t.is("namespace") || (t.is("extern") && t_[i_ + 1].kind == Token::Kind::string);
    type_ = type_ || t.is("struct") || t.is("class") || t.is("union");
    enum_ = enum_ || t.is("enum");
  }

  void brace() {
    const std::size_t close = t_.match[i_];
    const Token& after = t_[std::min(close + 1, t_.size() - 1)];
    if (parameters_ && !assigned_) {
      // `A() : x{1}, y{2} {…}`: the last brace is the body.
      if (!after.is(",") && !after.is("{")) {
        item_.kind = Item::Kind::function;
        item_.body = i_;
        finish(close + 1);
        i_ = close;
        return;
      }
    } else if (space_ || (type_ && !enum_ && !assigned_)) {
      if (item_.body == 0) item_.body = i_, item_.kind = Item::Kind::container;
      if (space_) finish(close + 1);
    }
    i_ = std::max(i_, close);
  }

  void begin_item(std::size_t i) {
    item_ = {};
    item_.begin = i;
    parameters_ = assigned_ = space_ = type_ = enum_ = false;
  }
  void finish(std::size_t end) {
    item_.end = end;
    if (item_.begin < end) found_.push_back(item_);
    begin_item(end);
  }

  const Tokens& t_;
  std::size_t i_, end_;
  Item item_;
  bool parameters_ = false, assigned_ = false, space_ = false, type_ = false, enum_ = false;
  std::vector<Item> found_;
};

}  // namespace

std::vector<Item> items(const Tokens& tokens, std::size_t begin, std::size_t end) {
  return Reader(tokens, begin, end).run();
}

}  // namespace prep::sim
