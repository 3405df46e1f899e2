// What doctor finds out about this machine. Nothing here throws: what cannot be found out is said as a line.
#pragma once
#include <string>
#include <vector>

#include "os/paths.h"

namespace prep {

// One fact: "compiler", "g++ 12.2.0 (/usr/bin/g++)". `trouble`: something to mend, with the way in the text.
struct Fact {
  std::string subject, text;
  enum class Kind { fine, lacking, trouble } kind = Kind::fine;
};

std::vector<Fact> system_facts();    // kernel, distribution, cores, memory
std::vector<Fact> compiler_facts();  // found compilers with versions, nvcc
std::vector<Fact> gpu_facts();
std::vector<Fact> sandbox_facts();

}  // namespace prep
