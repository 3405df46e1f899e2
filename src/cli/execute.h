// What each command does: one source per command, named after it. Returns the exit code; throws Error where
// it cannot work.
#pragma once
#include "cli/command.h"
#include "cli/session.h"

namespace prep {

int execute(const command::Today&, Session&);
int execute(const command::Start&, Session&);
int execute(const command::Next&, Session&);
int execute(const command::Done&, Session&);
int execute(const command::Skip&, Session&);
int execute(const command::Undo&, Session&);
int execute(const command::Redo&, Session&);
int execute(const command::List&, Session&);
int execute(const command::Show&, Session&);
int execute(const command::Read&, Session&);
int execute(const command::Edit&, Session&);
int execute(const command::Run&, Session&);
int execute(const command::Hint&, Session&);
int execute(const command::Solution&, Session&);
int execute(const command::Reset&, Session&);
int execute(const command::Checklist&, Session&);
int execute(const command::Status&, Session&);
int execute(const command::Log&, Session&);
int execute(const command::Search&, Session&);
int execute(const command::Note&, Session&);
int execute(const command::Doctor&, Session&);
int execute(const command::Calibrate&, Session&);
int execute(const command::Sim&, Session&);
int execute(const command::DevCheck&, Session&);
int execute(const command::DevBench&, Session&);
int execute(const command::Tour&, Session&);
int execute(const command::Completion&, Session&);
int execute(const command::Complete&, Session&);
int execute(const command::Import&, Session&);
int execute(const command::Help&, Session&);

}  // namespace prep
