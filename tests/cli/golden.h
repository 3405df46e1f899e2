// Screens kept as files beside the tests: golden/NAME.txt. PREP_WRITE_GOLDEN=1 writes them anew, to be read
// in the diff.
#pragma once
#include <string>

namespace prep_test {

// The kept screen; `now` itself after writing it, where writing was asked for.
std::string golden(const std::string& name, const std::string& now);

}  // namespace prep_test
