// Reading JSON strictly, with errors that a person can act on:
//   content/plans/standard.json:12: /days/0/hours: expected a number, found "two"; write e.g. 2.5
// Every value knows its line and its JSON pointer. Unknown and doubled keys are errors. Writing is nlohmann's
// business.
#pragma once
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/error.h"

namespace prep {

// How trouble with a document is reported: content files exit with 4, the learner's own (config) with 5 or 2.
struct JsonTrouble {
  Exit exit = Exit::content;
  std::string kind = "invalid_content";
};

// One value of a document; cheap to copy, keeps the document alive. All readers throw Error with the trouble
// given.
class Json {
 public:
  enum class Kind { null, boolean, integer, number, text, array, object };

  // `name` is what errors call the document: a path as the learner would type it.
  static Json parse(std::string_view text, const std::string& name, const JsonTrouble& trouble = {});
  // Reads the file; a missing or unreadable one is an Error too. `name` empty = display(path).
  static Json read(const std::filesystem::path& path, const JsonTrouble& trouble = {},
                   const std::string& name = "");

  Kind kind() const;
  int line() const;             // of the value's first character, from 1
  std::string pointer() const;  // "/days/0/hours"; "" for the whole document
  std::string where() const;    // "content/plans/standard.json:12: /days/0/hours"
  // Throws "<where>: <sentence>": for rules that only the caller knows ("no such topic 'warps'; …").
  [[noreturn]] void fail(const std::string& sentence) const;

  // The value itself; another kind is an error.
  std::string text() const;
  std::int64_t integer() const;  // 3, not 3.0
  double number() const;         // an integer will do
  bool boolean() const;
  std::vector<Json> items() const;         // of an array
  std::vector<std::string> texts() const;  // an array of strings
  std::vector<std::string> keys() const;   // of an object, in the order of the file

  // Call once per object: any key besides these is an error with "did you mean". Returns itself, for
  // chaining.
  const Json& only(std::initializer_list<std::string_view> allowed) const;
  const Json& only(const std::vector<std::string>& allowed) const;

  // Members of an object. at(): a missing key is an error that names it.
  Json at(std::string_view key) const;
  std::optional<Json> find(std::string_view key) const;

  std::string text(std::string_view key) const { return at(key).text(); }
  std::int64_t integer(std::string_view key) const { return at(key).integer(); }
  double number(std::string_view key) const { return at(key).number(); }
  bool boolean(std::string_view key) const { return at(key).boolean(); }
  std::vector<Json> items(std::string_view key) const { return at(key).items(); }
  std::vector<std::string> texts(std::string_view key) const { return at(key).texts(); }

  // With the value that stands for an absent key. A present key of the wrong kind is still an error.
  std::string text_or(std::string_view key, const std::string& otherwise) const;
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise) const;
  double number_or(std::string_view key, double otherwise) const;
  bool boolean_or(std::string_view key, bool otherwise) const;
  std::vector<Json> items_or_none(std::string_view key) const;
  std::vector<std::string> texts_or_none(std::string_view key) const;

  // One of a closed set of words; another is an error with "did you mean". Returns its place in the list.
  std::size_t choice(std::initializer_list<std::string_view> words) const;

 private:
  struct Document;
  struct Builder;
  struct Node;
  Json(std::shared_ptr<const Document> document, std::size_t node);
  const Node& node() const;
  const Node& expect(Kind kind, const char* wanted, const char* example) const;
  std::string found() const;
  std::shared_ptr<const Document> document_;
  std::size_t node_ = 0;
};

}  // namespace prep
