#!/usr/bin/env bash
# The promise of the README on a machine of its own: a minimal Debian 12 with nothing but git, a clone, `./run` until it
# is ready, `./test`, then `./run` again, in which somebody signs in and answers a chat and two calls (web/e2e/first_use;
# its browser came with ./test). Run as root: `tests/bare_machine.sh [folder]`; without a folder a new one is made in
# /var/tmp and removed when all went well. Needs debootstrap, 15 GB of disk and some 40 minutes; not part of .ci/run.
# Madoguchi listens on its usual loopback addresses, which must be free.
set -euo pipefail

source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tests/machine.sh
. "$source_tree/tests/machine.sh"
run_pid=

say() { printf '== %s\n' "$*"; }

die() {
  printf 'bare_machine: %s\n' "$*" >&2
  exit 1
}

# A network that puts its own certificate authority before the package registries does so for the new machine too.
trust_network() {
  cp -r /usr/local/share/ca-certificates "$machine/usr/local/share/"
}

# These mounts live in a namespace of their own and end with it.
mount_kernel() {
  mount -t proc proc "$machine/proc"
  mount -t sysfs sysfs "$machine/sys"
  mount --rbind /dev "$machine/dev"
}

clone() {
  rm -rf --one-file-system "$machine/srv/madoguchi"
  git clone --quiet "$source_tree" "$machine/srv/madoguchi"
}

is_ready() { [[ $(tail -n 1 "$1") == 'ready http://127.0.0.1:8080' ]]; }

# start <seconds>: ./run must be ready within this time.
start() {
  local begun=$SECONDS log=$machine/srv/run.log
  set -m
  inside /srv/madoguchi/run >"$log" 2>&1 </dev/null &
  run_pid=$!
  set +m
  until is_ready "$log"; do
    if ! kill -0 "$run_pid" 2>/dev/null || ((SECONDS - begun > $1)); then
      cat "$log"
      die 'it was not ready'
    fi
    sleep 1
  done
  cat "$log"
  say "ready after $((SECONDS - begun)) s"
}

# To the whole job, as Ctrl-C does: a function in the background runs in a shell of its own.
stop() {
  kill -INT -- "-$run_pid"
  wait "$run_pid" || die "it ended with status $?"
  run_pid=
}

# By the Node that ./run fetched; the console and the shop are those that a newcomer opens.
use_it() {
  inside PATH="/srv/madoguchi/build/node/bin:/usr/bin:/bin" \
    npm --prefix /srv/madoguchi/web run --silent first-use </dev/null
}

end_run() { [[ -z $run_pid ]] || kill -TERM -- "-$run_pid" 2>/dev/null || true; }

try_machine() {
  machine=$1
  trap end_run EXIT
  say "a bare Debian 12 in $machine" && make_machine --variant=minbase --include=git && trust_network
  mount_kernel
  clone
  say 'the first ./run' && start 3600 && stop
  say './test' && inside /srv/madoguchi/test </dev/null
  say 'the second ./run' && start 60
  say 'its first use' && use_it
  stop
  du -xsh "$machine" | sed 's/^/== /'
}

[[ ${1:-} == --try || ${1:-} != -* ]] || die "there is no flag $1: name a folder, or nothing"
require_debootstrap
if [[ ${1:-} == --try ]]; then
  try_machine "$2"
else
  folder=${1:-$(mktemp -d /var/tmp/madoguchi-bare.XXXXXX)}
  mkdir -p "$folder"
  unshare --mount --propagation private "${BASH_SOURCE[0]}" --try "$folder"
  [[ -n ${1:-} ]] || rm -rf --one-file-system "$folder" "$folder.log"
fi
