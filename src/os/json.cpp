#include "os/json.h"

#include <fmt/format.h>

#include <algorithm>

#include "os/edit_distance.h"
#include "os/json_document.h"

namespace prep {
namespace {

// A value as an error shows it: short, on one line.
std::string quoted(std::string text) {
  constexpr std::size_t kShown = 40;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  if (text.size() > kShown) {
    std::size_t end = kShown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      --end;  // not inside a UTF-8 character
    text = text.substr(0, end) + "…";
  }
  return '"' + text + '"';
}

std::string list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

void Json::Document::fail(int line, const std::string& sentence) const {
  throw Error(trouble.exit, trouble.kind, fmt::format("{}:{}: {}", name, line, sentence));
}

Json::Json(std::shared_ptr<const Document> document, std::size_t node)
    : document_(std::move(document)), node_(node) {}

const Json::Node& Json::node() const { return document_->nodes[node_]; }
Json::Kind Json::kind() const { return node().kind; }
int Json::line() const { return node().line; }

std::string Json::pointer() const {
  std::string path;
  for (std::size_t at = node_; at != 0; at = document_->nodes[at].parent) {
    const Node& child = document_->nodes[at];
    const Node& parent = document_->nodes[child.parent];
    std::string step;
    if (parent.kind == Kind::object) {
      for (const char c : parent.keys[child.place]) {
        if (c == '~')
          step += "~0";
        else if (c == '/')
          step += "~1";
        else
          step += c;
      }
    } else {
      step = std::to_string(child.place);
    }
    path.insert(0, "/" + step);
  }
  return path;
}

std::string Json::where() const {
  const std::string path = pointer();
  return fmt::format("{}:{}{}{}", document_->name, line(), path.empty() ? "" : ": ", path);
}

void Json::fail(const std::string& sentence) const {
  throw Error(document_->trouble.exit, document_->trouble.kind, where() + ": " + sentence);
}

std::string Json::found() const {
  switch (kind()) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return node().boolean ? "true" : "false";
    case Kind::integer:
      return std::to_string(node().integer);
    case Kind::number:
      return fmt::format("{}", node().number);
    case Kind::text:
      return quoted(node().text);
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return "something else";
}

const Json::Node& Json::expect(Kind wanted_kind, const char* wanted, const char* example) const {
  const bool integer_as_number = wanted_kind == Kind::number && kind() == Kind::integer;
  if (kind() != wanted_kind && !integer_as_number) {
    fail(fmt::format("expected {}, found {}; write e.g. {}", wanted, found(), example));
  }
  return node();
}

std::string Json::text() const { return expect(Kind::text, "a text", "\"some words\"").text; }
std::int64_t Json::integer() const { return expect(Kind::integer, "a whole number", "3").integer; }
double Json::number() const { return expect(Kind::number, "a number", "2.5").number; }
bool Json::boolean() const { return expect(Kind::boolean, "true or false", "true").boolean; }

std::vector<Json> Json::items() const {
  std::vector<Json> all;
  for (const std::size_t member : expect(Kind::array, "an array", "[ … ]").members)
    all.push_back(Json(document_, member));
  return all;
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> all;
  for (const Json& item : items()) all.push_back(item.text());
  return all;
}

std::vector<std::string> Json::keys() const { return expect(Kind::object, "an object", "{ … }").keys; }

const Json& Json::only(std::initializer_list<std::string_view> allowed) const {
  return only(std::vector<std::string>(allowed.begin(), allowed.end()));
}

const Json& Json::only(const std::vector<std::string>& allowed) const {
  const Node& object = expect(Kind::object, "an object", "{ … }");
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    const std::string& key = object.keys[i];
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    const std::string meant = did_you_mean(key, allowed);
    Json(document_, object.members[i])
        .fail("unknown key " + quoted(key) + (meant.empty() ? "; known: " + list(allowed) : meant));
  }
  return *this;
}

std::optional<Json> Json::find(std::string_view key) const {
  const Node& object = expect(Kind::object, "an object", "{ … }");
  const auto same = std::find(object.keys.begin(), object.keys.end(), key);
  if (same == object.keys.end()) return std::nullopt;
  return Json(document_, object.members[static_cast<std::size_t>(same - object.keys.begin())]);
}

Json Json::at(std::string_view key) const {
  const auto member = find(key);
  if (!member) fail(fmt::format("the key \"{}\" is missing; add it", key));
  return *member;
}

std::string Json::text_or(std::string_view key, const std::string& otherwise) const {
  const auto member = find(key);
  return member ? member->text() : otherwise;
}
std::int64_t Json::integer_or(std::string_view key, std::int64_t otherwise) const {
  const auto member = find(key);
  return member ? member->integer() : otherwise;
}
double Json::number_or(std::string_view key, double otherwise) const {
  const auto member = find(key);
  return member ? member->number() : otherwise;
}
bool Json::boolean_or(std::string_view key, bool otherwise) const {
  const auto member = find(key);
  return member ? member->boolean() : otherwise;
}
std::vector<Json> Json::items_or_none(std::string_view key) const {
  const auto member = find(key);
  return member ? member->items() : std::vector<Json>();
}
std::vector<std::string> Json::texts_or_none(std::string_view key) const {
  const auto member = find(key);
  return member ? member->texts() : std::vector<std::string>();
}

std::size_t Json::choice(std::initializer_list<std::string_view> words) const {
  const std::string word = text();
  const auto same = std::find(words.begin(), words.end(), word);
  if (same != words.end()) return static_cast<std::size_t>(same - words.begin());
  const std::vector<std::string> known(words.begin(), words.end());
  fail(fmt::format("expected one of {}, found {}{}", list(known), quoted(word), did_you_mean(word, known)));
}

}  // namespace prep
