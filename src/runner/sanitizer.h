// Guard zones made visible to AddressSanitizer, where the program is linked with it: a read or write out of
// bounds is then reported with the learner's own line. Without it these do nothing.
#pragma once
#include <cstddef>

namespace prep::runner {

void forbid_access(const void* address, std::size_t bytes);
void allow_access(const void* address, std::size_t bytes);

}  // namespace prep::runner
