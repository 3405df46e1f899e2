// The parsed form behind Json (json.h): a flat list of nodes, each with its line. Only json*.cpp includes
// this.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "os/json.h"

namespace prep {

struct Json::Node {
  Kind kind = Kind::null;
  int line = 1;
  std::size_t parent = 0;  // index; the root is its own parent
  std::size_t place = 0;   // position among the parent's members
  std::string text;        // of a text
  std::int64_t integer = 0;
  double number = 0;  // also set for an integer
  bool boolean = false;
  std::vector<std::size_t> members;  // node indices of an array or object
  std::vector<std::string> keys;     // beside `members`, of an object
};

struct Json::Document {
  std::string name;
  JsonTrouble trouble;
  std::vector<Node> nodes;

  [[noreturn]] void fail(int line, const std::string& sentence) const;
};

}  // namespace prep
