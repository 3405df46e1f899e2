// The name of a kernel as a person would write it, from its symbol. Standard library only.
#pragma once
#include <cxxabi.h>

#include <cstdlib>
#include <string>

namespace prep::sim {

// `void ns::scale<float>(float*, int)` is shown as `ns::scale<float>`.
inline std::string kernel_name_of(const std::string& symbol) {
  int status = 0;
  char* const text = abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status);
  std::string name = text == nullptr ? symbol : std::string(text);
  std::free(text);
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '<') ++depth;
    if (name[i] == '>') --depth;
    if (depth == 0 && name[i] == ' ') begin = i + 1;
    if (depth == 0 && name[i] == '(' && name.compare(i, 11, "(anonymous ") != 0)
      return name.substr(begin, i - begin);
  }
  return name.empty() ? "kernel" : name.substr(begin);
}

}  // namespace prep::sim
