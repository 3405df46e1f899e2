# Shared by ./prep, tests/run and .ci/run: installs what is missing, configures and builds. Sourced; needs $root.
# Talks on stderr only. prep_setup build|tests: packages; prep_build TARGET: configure and build with a progress line.

prep_say() { printf 'prep: %s\n' "$*" >&2; }

prep_has() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# Debian 12 has Catch2 3 in backports only. The source is this machine's own Debian source with another suite.
prep_backports() {
  [ "$(. /etc/os-release && printf %s "$VERSION_CODENAME")" = bookworm ] || return 1
  apt-cache policy catch2 2>/dev/null | grep -q bookworm-backports && return 0
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] && awk -v RS= '/Types: *deb/ && /Suites:[^\n]*bookworm/ && !/security/ && !/Enabled: *no/' "$file" |
      sed 's/^Suites:.*/Suites: bookworm-backports/' | awk 'BEGIN { RS = ""; ORS = "\n\n" } NR == 1' >/tmp/prep-backports.$$
    [ -s /tmp/prep-backports.$$ ] && { mv /tmp/prep-backports.$$ /etc/apt/sources.list.d/prep-backports.sources; break; }
  done
  rm -f /tmp/prep-backports.$$
  if [ ! -f /etc/apt/sources.list.d/prep-backports.sources ]; then
    sed -n 's/^\(deb[^#]*\) bookworm main.*/\1 bookworm-backports main/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
      head -n 1 >/etc/apt/sources.list.d/prep-backports.list
    [ -s /etc/apt/sources.list.d/prep-backports.list ] || { rm -f /etc/apt/sources.list.d/prep-backports.list; return 1; }
  fi
  apt-get update -qq >&2
  apt-cache policy catch2 | grep -q bookworm-backports
}

prep_packages() {
  echo "g++ cmake ninja-build libcli11-dev nlohmann-json3-dev libfmt-dev libmd4c-dev libmd4c-html0-dev"
  [ "$1" = tests ] && echo catch2
}

prep_setup() {
  missing=
  for package in $(prep_packages "$1"); do
    prep_has "$package" || { [ "$package" = g++ ] && command -v g++ >/dev/null; } ||
      { [ "$package" = cmake ] && command -v cmake >/dev/null; } || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || { prep_say "these packages are missing and this machine has no apt-get; install them:$missing"; return 1; }
  if [ "$(id -u)" != 0 ]; then
    prep_say "these packages are missing; run this line, then the same command again:"
    printf '    sudo apt-get install -y%s\n' "$missing" >&2
    return 1
  fi
  prep_say "missing packages:$missing"
  if [ -t 0 ] && [ -t 2 ] && [ -z "$PREP_YES" ] && [ -z "$CI" ]; then
    printf 'prep: install them with apt-get now? [Y/n] ' >&2
    read -r answer
    case $answer in n* | N*) prep_say "nothing was installed; run: apt-get install -y$missing"; return 1 ;; esac
  fi
  log=$(mktemp)
  prep_say "installing (a minute)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >"$log" 2>&1
  wanted=
  for package in $missing; do
    [ "$package" = catch2 ] && prep_backports >>"$log" 2>&1 && package=catch2/bookworm-backports
    wanted="$wanted $package"
  done
  # shellcheck disable=SC2086
  if ! apt-get install -y -qq $wanted >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    prep_say "apt-get failed; the log is $log; mend that, then run the same command again"
    return 1
  fi
  rm -f "$log"
}

# What changed while it was building is newer than the stamp, and so built next time.
prep_built() { mv "$root/build/.begun" "$root/build/.built" && exec 9>&-; }

prep_build() {
  mkdir -p "$root/build" || return 1
  log=$root/build/build.log
  # Two preps started at once: the second waits, then finds everything built.
  command -v flock >/dev/null && exec 9>"$root/build/.lock" && flock 9
  touch "$root/build/.begun"
  prep_say "building $1 (the first time takes a few minutes); log: build/build.log"
  if ! cmake -S "$root" -B "$root/build" -G Ninja >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    prep_say "cmake failed; the whole log is $log"
    return 1
  fi
  # The progress line, on a terminal only: ninja's [done/total].
  if [ -t 2 ]; then
    { ninja -C "$root/build" "$1" 2>&1; echo "exit $?"; } | tee -a "$log" |
      awk '/^\[[0-9]+\/[0-9]+\]/ { printf "\r\033[Kprep: %s", $1; fflush() } END { printf "\r\033[K" }' >&2
    tail -n 1 "$log" | grep -q '^exit 0$' && prep_built && return 0
  else
    ninja -C "$root/build" "$1" >>"$log" 2>&1 && prep_built && return 0
  fi
  grep -A 12 -m 3 -E 'error|FAILED' "$log" | tail -n 40 >&2
  prep_say "the build failed; the whole log is $log"
  return 1
}
