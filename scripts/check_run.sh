#!/usr/bin/env bash
# ./run, on an empty data folder and free ports, says `ready` as its last line, answers, and ends on SIGINT.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

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

# The status of `GET /readyz`, by bash alone: a bare machine has no curl.
ready_status() {
  local address port line
  address=$(tail -n 1 "$output")
  port=${address##*:}
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
  read -r line <&3
  exec 3>&-
  echo "$line"
}

set -m
./run --data "$work/data" --http 127.0.0.1:0 --shop localhost:0 >"$output" 2>&1 </dev/null &
run_pid=$!
set +m
wait_for_ready || { cat "$output" && exit 1; }
cat "$output"
[[ $(ready_status) == 'HTTP/1.1 200'* ]]
[[ $(stat -c %a "$work/data/trial-sign-in.txt") == 600 ]]
kill -INT "$run_pid"
wait "$run_pid"
run_pid=
