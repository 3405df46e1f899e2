// Kernels called like functions: nvcc refuses them, plain C++ would run them on the host.
#pragma once
#include <set>
#include <string_view>
#include <vector>

#include "sim/front/scopes.h"

namespace prep::sim {

class KernelCalls {
 public:
  explicit KernelCalls(const Tokens& tokens) : tokens_(tokens) {}
  void see(std::size_t word, const Place& place);
  // Throws RewriteError on the first call of a name that only kernels have.
  void check() const;
  // A name declared with __global__ up to here.
  bool is_kernel(const Token& name) const {
    return name.kind == Token::Kind::word && kernels_.count(name.text) != 0;
  }

 private:
  const Tokens& tokens_;
  std::set<std::string_view> kernels_;  // declared with __global__
  std::set<std::string_view> others_;   // declared in any other way: a wrapper may share the kernel's name
  std::vector<std::size_t> calls_;      // `name(` and `name<…>(` that begin a statement in host code
};

}  // namespace prep::sim
