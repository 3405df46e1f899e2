#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "os/files.h"
#include "os/json_document.h"
#include "os/paths.h"

namespace prep {
namespace {

constexpr std::size_t kDeepest =
    100;  // our files need five; a limit keeps malformed ones from costing memory

// Where the parser has read to. nlohmann reports no positions for values, so its input iterator counts for
// it.
struct Cursor {
  int line = 1;
  char last = '\0';  // the last character handed out
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Cursor* cursor) : at_(at), cursor_(cursor) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    cursor_->last = *at_;
    if (*at_++ == '\n') ++cursor_->line;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Cursor* cursor_;
};

int line_of(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

// "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error while parsing object -
// unexpected
// '}'; expected string literal" -> the part after the position.
std::string essence(std::string message) {
  const std::size_t position = message.find("column");
  const std::size_t colon = message.find(": ", position == std::string::npos ? 0 : position);
  if (colon != std::string::npos) message.erase(0, colon + 2);
  return message;
}

}  // namespace

// nlohmann's SAX events -> nodes.
struct Json::Builder {
  Document& document;
  std::string_view text;
  const Cursor& cursor;
  std::vector<std::size_t> open = {};  // containers not yet closed
  std::string pending = {};            // the key before the next value
  int pending_line = 1;

  using number_integer_t = std::int64_t;
  using number_unsigned_t = std::uint64_t;
  using number_float_t = double;
  using string_t = std::string;
  using binary_t = nlohmann::json::binary_t;

  // A number ends only at the character behind it, which has then been read already.
  int line_after_number() const { return cursor.last == '\n' ? cursor.line - 1 : cursor.line; }

  Node& add(Kind kind, int line) {
    const std::size_t index = document.nodes.size();
    Node node;
    node.kind = kind;
    node.line = line;
    if (!open.empty()) {
      Node& parent = document.nodes[open.back()];
      node.parent = open.back();
      node.place = parent.members.size();
      parent.members.push_back(index);
      if (parent.kind == Kind::object) parent.keys.push_back(std::move(pending));
    }
    document.nodes.push_back(std::move(node));
    return document.nodes.back();
  }

  bool begin(Kind kind) {
    if (open.size() == kDeepest) document.fail(cursor.line, "nested more than 100 deep; flatten it");
    add(kind, cursor.line);
    open.push_back(document.nodes.size() - 1);
    return true;
  }
  bool end() {
    open.pop_back();
    return true;
  }

  bool null() { return add(Kind::null, cursor.line), true; }
  bool boolean(bool value) { return add(Kind::boolean, cursor.line).boolean = value, true; }
  bool number_integer(std::int64_t value) {
    Node& node = add(Kind::integer, line_after_number());
    node.integer = value;
    node.number = static_cast<double>(value);
    return true;
  }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(INT64_MAX))
      return number_integer(static_cast<std::int64_t>(value));
    return number_float(static_cast<double>(value), {});
  }
  bool number_float(double value, const std::string&) {
    return add(Kind::number, line_after_number()).number = value, true;
  }
  bool string(std::string& value) { return add(Kind::text, cursor.line).text = std::move(value), true; }
  bool binary(binary_t&) { return false; }  // only binary formats have it
  bool start_object(std::size_t) { return begin(Kind::object); }
  bool end_object() { return end(); }
  bool start_array(std::size_t) { return begin(Kind::array); }
  bool end_array() { return end(); }

  bool key(std::string& value) {
    const Node& object = document.nodes[open.back()];
    const auto same = std::find(object.keys.begin(), object.keys.end(), value);
    if (same != object.keys.end()) {
      const auto place = static_cast<std::size_t>(same - object.keys.begin());
      document.fail(cursor.line, "the key \"" + value + "\" stands here again (first on line " +
                                     std::to_string(document.nodes[object.members[place]].line) +
                                     "); delete one");
    }
    pending = value;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) {
    document.fail(line_of(text, position == 0 ? 0 : position - 1),
                  "not valid JSON: " + essence(error.what()));
  }
};

Json Json::parse(std::string_view text, const std::string& name, const JsonTrouble& trouble) {
  auto document = std::make_shared<Document>();
  document->name = name;
  document->trouble = trouble;
  Cursor cursor;
  Builder builder{*document, text, cursor};
  nlohmann::json::sax_parse(CountingIterator(text.data(), &cursor),
                            CountingIterator(text.data() + text.size(), &cursor), &builder);
  return Json(std::move(document), 0);
}

Json Json::read(const std::filesystem::path& path, const JsonTrouble& trouble, const std::string& name) {
  const std::string shown = name.empty() ? display(path) : name;
  std::string text;
  try {
    text = read_file(path);
  } catch (const IoError& error) {
    throw Error(trouble.exit, trouble.kind,
                "cannot read " + shown + ": " + error_words(error.code) +
                    "; restore the file, or check its permissions");
  }
  return parse(text, shown, trouble);
}

}  // namespace prep
