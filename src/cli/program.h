// The program: parse, execute, exit code. The one place where errors are caught.
#pragma once

namespace prep {

int run(int argc, char** argv);

}  // namespace prep
