#!/usr/bin/env bash
# ./run, on an empty data folder and free ports, says `ready` as its last line, lets somebody answer a chat and two calls
# (web/e2e/first_use), and ends on SIGINT.
set -euo pipefail

# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

minutes=30
work=$(mktemp -d)
output=$work/output
run_pid=

clean_up() {
  [[ -z $run_pid ]] || kill -KILL "$run_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

is_ready() { [[ $(tail -n 1 "$output") == 'ready http://127.0.0.1:'* ]]; }

wait_for_ready() {
  local second
  for ((second = 0; second < minutes * 60; second++)); do
    if is_ready; then return 0; fi
    kill -0 "$run_pid" 2>/dev/null || return 1
    sleep 1
  done
  return 1
}

# address_of desk|shop: ADDRESS:PORT as the greeting says it.
address_of() { sed -n "s|^  $1 *http://||p" "$output"; }

sip_port() { sed -n 's/^  phone .*sip:.*:\([0-9]*\)$/\1/p' "$output"; }

use_it() {
  PATH=$root/build/node/bin:$PATH npm --prefix "$root/web" run --silent first-use -- --data "$work/data" \
    --http "$(address_of desk)" --shop "$(address_of shop)" --sip "$(sip_port)"
}

# The port of the last line.
port_of() {
  local address
  address=$(tail -n 1 "$output")
  echo "${address##*:}"
}

set -m
./run --data "$work/data" --http 127.0.0.1:0 --shop localhost:0 >"$output" 2>&1 </dev/null &
run_pid=$!
set +m
wait_for_ready || { cat "$output" && exit 1; }
cat "$output"
[[ $(http_status "$(port_of)" /readyz) == 200 ]]
[[ $(stat -c %a "$work/data/trial-sign-in.txt") == 600 ]]
use_it
kill -INT "$run_pid"
wait "$run_pid"
run_pid=
