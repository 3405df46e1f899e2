#include "content/card_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

#include "content/cloze.h"
#include "os/edit_distance.h"
#include "os/error.h"
#include "os/paths.h"

namespace prep {
namespace {

const std::vector<std::string> kKeys{"topic", "lesson", "source", "prevents"};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool begins(const std::string& line, const char* with) { return line.rfind(with, 0) == 0; }

class Reader {
 public:
  Reader(const std::filesystem::path& file, const CardNames& names) : file_(file), names_(names) {}

  CardFile run() {
    std::ifstream in(file_, std::ios::binary);
    if (!in)
      throw Error(Exit::content, "invalid_content",
                  fmt::format("cannot read {}; restore it from the repository", display(file_)));
    for (std::string line; std::getline(in, line);) {
      ++number_;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      take(line);
    }
    if (fence_ > 0) fail(fence_, "this block of code is not closed; end it with ```");
    finish();
    if (!titled_) fail(1, "a card file begins with \"# Cards: …\"");
    return std::move(result_);
  }

 private:
  enum class Part { none, keys, question, answer, cloze };

  void fail(int line, const std::string& sentence) {
    result_.problems.push_back(fmt::format("{}:{}: {}", display(file_), line, sentence));
    broken_ = true;
  }

  void take(const std::string& line) {
    const bool in_body = part_ != Part::none && part_ != Part::keys;
    if (in_body && begins(trimmed(line), "```")) {
      fence_ = fence_ > 0 ? 0 : number_;
      body() += line + "\n";
    } else if (fence_ > 0) {
      body() += line + "\n";
    } else if (begins(line, "## ")) {
      begin(trimmed(line.substr(3)));
    } else if (begins(line, "# ")) {
      if (titled_) fail(number_, "a second \"# \" heading; a card begins with \"## id\"");
      titled_ = true;
    } else if (begins(line, "###")) {
      fail(number_, "cards have no headings within; a card begins with \"## id\"");
    } else if (in_body) {
      take_body(line);
    } else if (part_ == Part::keys) {
      take_key(line);
    } else if (!trimmed(line).empty()) {
      fail(number_, "text before the first card; a card begins with \"## id\"");
    }
  }

  void begin(const std::string& id) {
    static const std::regex shape(R"(w[0-9]+d[0-9]+(-[a-z0-9]+)+)");
    finish();
    part_ = Part::keys;
    broken_ = false;
    card_ = Card{};
    card_.id = id;
    card_.file = file_;
    card_.line = number_;
    key_.clear();
    values_.clear();
    question_.clear();
    answer_.clear();
    if (!std::regex_match(id, shape))
      fail(number_, fmt::format("\"{}\" is no card id; write <day>-<words>, such as w2d2-sector-count", id));
  }

  void take_key(const std::string& line) {
    if (trimmed(line).empty()) {
      key_.clear();
    } else if (begins(line, "- ")) {
      const std::size_t colon = line.find(':');
      key_ = colon == std::string::npos ? trimmed(line.substr(2)) : trimmed(line.substr(2, colon - 2));
      if (std::find(kKeys.begin(), kKeys.end(), key_) == kKeys.end()) {
        fail(number_, fmt::format("unknown key \"{}\"; a card has topic, lesson, source and prevents{}", key_,
                                  did_you_mean(key_, kKeys)));
      } else if (values_.count(key_) > 0) {
        fail(number_, fmt::format("\"{}\" stands twice; keep one", key_));
      } else if (colon == std::string::npos) {
        fail(number_, fmt::format("\"- {}\" has no value; write \"- {}: …\"", key_, key_));
      }
      values_[key_] = {colon == std::string::npos ? "" : trimmed(line.substr(colon + 1)), number_};
    } else if (begins(line, "  ") && !key_.empty()) {
      values_[key_].text += " " + trimmed(line);
    } else if (begins(line, "Q:")) {
      ask(Part::question, line);
    } else if (begins(line, "C:")) {
      ask(Part::cloze, line);
    } else {
      fail(number_, begins(line, "A:") ? "an answer without a question; write \"Q: …\" before it"
                                       : "expected \"- key: value\", \"Q: …\" or \"C: …\"");
    }
  }

  void ask(Part part, const std::string& line) {
    part_ = part;
    question_ = line.substr(2) + "\n";
    body_line_ = number_;
  }

  void take_body(const std::string& line) {
    if (begins(line, "Q:") || begins(line, "C:")) {
      fail(number_, "a second question in one card; begin a card of its own with \"## id\"");
    } else if (begins(line, "A:")) {
      if (part_ == Part::answer) fail(number_, "a second answer; one card asks one thing");
      if (part_ == Part::cloze)
        fail(number_, "a cloze has its answer in its gaps; drop \"A:\", or write \"Q:\"");
      if (part_ != Part::question) return;
      part_ = Part::answer;
      answer_ = line.substr(2) + "\n";
    } else if (std::any_of(kKeys.begin(), kKeys.end(), [&](const std::string& key) {
                 return begins(line, ("- " + key + ":").c_str());
               })) {
      fail(number_, "keys stand before the question; move this line up");
    } else {
      body() += line + "\n";
    }
  }

  std::string& body() { return part_ == Part::answer ? answer_ : question_; }

  void finish() {
    if (part_ == Part::none) return;
    name(card_.topic, "topic");
    name(card_.lesson, "lesson");
    name(card_.source, "source");
    name(card_.prevents, "prevents");
    known("topic", card_.topic, names_.topics, "is not in content/topics.json; add it or use another");
    known("lesson", card_.lesson, names_.days, "is no day of content/weeks; write one such as w2d3");
    text();
    if (!broken_) result_.cards.push_back(card_);
    part_ = Part::none;
  }

  void name(std::string& field, const std::string& key) {
    const auto at = values_.find(key);
    if (at != values_.end()) field = at->second.text;
    if (!field.empty() || broken_) return;
    if (at == values_.end())
      fail(card_.line, fmt::format("{} has no {}; add \"- {}: …\"", card_.id, key, key));
    else
      fail(at->second.line, fmt::format("\"{}\" is empty; say it, or drop the card", key));
  }

  void known(const std::string& key, const std::string& value, const std::vector<std::string>& names,
             const char* otherwise) {
    if (value.empty() || std::find(names.begin(), names.end(), value) != names.end()) return;
    fail(values_[key].line, fmt::format("{} \"{}\" {}{}", key, value, otherwise, did_you_mean(value, names)));
  }

  void text() {
    if (broken_) return;
    card_.question = trimmed(question_);
    card_.answer = trimmed(answer_);
    if (part_ == Part::keys) {
      fail(card_.line, fmt::format("{} asks nothing; add \"Q: …\" and \"A: …\", or \"C: …\"", card_.id));
    } else if (card_.question.empty()) {
      fail(body_line_, "the question is empty; write it, or drop the card");
    } else if (part_ == Part::cloze) {
      card_.kind = CardKind::cloze;
      const Cloze cloze = read_cloze(card_.question);
      if (!cloze.problem.empty()) fail(body_line_, cloze.problem);
      card_.question = cloze.question;
      card_.answer = cloze.answer;
    } else if (card_.answer.empty()) {
      fail(body_line_, "the question has no answer; write \"A: …\" below it");
    }
  }

  struct Value {
    std::string text;
    int line = 0;
  };
  const std::filesystem::path& file_;
  const CardNames& names_;
  CardFile result_;
  int number_ = 0;     // of the line at hand
  int fence_ = 0;      // the line that opened a block of code; 0: none is open
  int body_line_ = 0;  // of the card's "Q:" or "C:"
  bool titled_ = false, broken_ = false;
  Part part_ = Part::none;
  Card card_;
  std::string key_, question_, answer_;
  std::map<std::string, Value> values_;
};

}  // namespace

CardFile read_card_file(const std::filesystem::path& file, const CardNames& names) {
  return Reader(file, names).run();
}

}  // namespace prep
