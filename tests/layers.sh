#!/bin/sh
# Layers point one way: an include that points upward is a failure. usage: tests/layers.sh ROOT
root=${1:-$(dirname "$(dirname "$(readlink -f "$0")")")}
cd "$root/src" || exit 2
status=0

# allow FOLDER 'layers it may include': the folder itself and the standard library are always allowed.
allow() {
  bad=$(grep -rnE '^#include "[a-z]+/' "$1" | grep -vE "#include \"($1${2:+|$2})/")
  [ -z "$bad" ] && return
  printf 'layer %s may include only: %s\n%s\n' "$1" "${2:-nothing}" "$bad"
  status=1
}

allow os ''
allow study ''
allow content 'study|os'
allow store 'study|os'
allow backend 'os|sim'          # of sim only the front end and occupancy, which run in prep's process
allow term 'os'
allow grade 'backend|content|os'
allow judge ''
allow runner 'judge|sim'       # the sim's build of it
allow calibrate ''             # programs of their own
allow cli 'study|grade|backend|content|store|term|os'

grep -rn '#include "sim/' backend | grep -vE 'sim/(front/|report/(gpus|occupancy|kernel_name)\.h)' &&
  { echo 'backend may include only sim/front and the arithmetic of sim/report that stands alone'; status=1; }
grep -rnE '#include <(fmt|nlohmann|CLI)' study && { echo 'study includes only the standard library'; status=1; }
grep -rlE '#include <CLI/' . | grep -v '^./cli/' && { echo 'CLI11 belongs to cli'; status=1; }
[ "$(grep -rlE '#include <CLI/' cli | wc -l)" -le 1 ] || { echo 'CLI11 is included by one source only'; status=1; }
# The sim's runtime is linked with the learner's program: nothing of prep may come along.
for room in sim/engine sim/runtime sim/check sim/report sim/library; do
  bad=$(grep -rnE '^#include "[a-z]+/' "$room" | grep -v '#include "sim/')
  [ -z "$bad" ] || { printf 'the sim stands alone:\n%s\n' "$bad"; status=1; }
done
[ $status = 0 ] && echo 'layers hold'
exit $status
