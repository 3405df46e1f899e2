#include "cli/execute.h"

namespace prep {
namespace {

// Each adaptor hands the words up to the cursor to `prep __complete` and gets "value<TAB>description" lines
// back; where none come, the shell completes files.
constexpr const char* kBash = R"bash(_prep() {
  local line
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do COMPREPLY+=("$line"); done \
    < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _prep prep
)bash";

constexpr const char* kZsh = R"zsh(#compdef prep
_prep() {
  local line value text
  local -a found
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    value="${line%%$'\t'*}"; text="${line#*$'\t'}"
    [[ -n "$value" ]] && found+=("${value//:/\\:}:$text")
  done
  if (( ${#found} )); then _describe prep found; else _files; fi
}
compdef _prep prep
)zsh";

constexpr const char* kFish = R"fish(function __prep_complete
  set -l words (commandline -opc)
  $words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c prep -a '(__prep_complete)'
)fish";

}  // namespace

int execute(const command::Completion& c, Session& session) {
  const std::string script = c.shell == "bash" ? kBash : c.shell == "zsh" ? kZsh : kFish;
  if (session.json()) {
    session.answer(JsonObject::of("prep.completion/1").text("shell", c.shell).text("script", script));
  } else {
    session.terminal().result(script);
  }
  return 0;
}

}  // namespace prep
