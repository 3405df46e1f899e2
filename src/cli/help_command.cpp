#include "cli/execute.h"

namespace prep {

int execute(const command::Help& c, Session& session) {
  session.terminal().page(c.text);
  return 0;
}

}  // namespace prep
