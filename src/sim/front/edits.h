// The rewriter's working state: tokens and what replaces them. Edits are made innermost first, so that an
// outer one renders the inner ones along.
#pragma once
#include <map>
#include <string>

#include "sim/front/tokens.h"

namespace prep::sim {

class Edits {
 public:
  explicit Edits(const Tokens& tokens) : tokens_(tokens) {}

  // Replaces tokens [begin, end). Where they span lines, a line marker behind the text brings the lines back
  // in step.
  void replace(std::size_t begin, std::size_t end, std::string text);
  void drop(std::size_t token) { replace(token, token + 1, ""); }
  void insert_before(std::size_t token, const std::string& text) { before_[token] += text; }
  // Behind a token or what replaces it; for text that no edit of what follows may take up.
  void insert_after(std::size_t token, const std::string& text) { after_[token] += text; }

  // Tokens [begin, end) with their gaps as they are; used once, for the whole text.
  std::string text(std::size_t begin, std::size_t end) const;
  // The same on one line and without the first gap. Throws RewriteError where an #include stands between.
  std::string line(std::size_t begin, std::size_t end) const;

 private:
  struct Edit {
    std::size_t end;
    std::string text;
  };
  const Tokens& tokens_;
  std::map<std::size_t, Edit> edits_;
  std::map<std::size_t, std::string> before_, after_;
};

[[noreturn]] void refuse(const Tokens& tokens, std::size_t token, const std::string& message);

}  // namespace prep::sim
