// The learner's own host variables: global ones, and static ones of main. A kernel that gets a pointer to one
// finds nothing there on a GPU.
#pragma once
#include <cstdint>
#include <string>

namespace prep::sim {

// The variable that holds the address: its name, or "" when it is no such variable. Variables of functions
// other than main may be device code's own, and class members or templates may be __device__: not told.
std::string host_variable_at(std::uintptr_t address);

// Whether the address lies among the learner's variables at all, device variables included. Cheap.
bool is_among_learners_variables(std::uintptr_t address);

}  // namespace prep::sim
