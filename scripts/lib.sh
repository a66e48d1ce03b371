# shellcheck shell=bash
# Shared by run, test, .ci/run and scripts/check_*.sh: places, messages, steps with progress, the tally of results.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log_dir=$root/build/log
mkdir -p "$log_dir"

# A fresh clone in another folder hits the compiler cache of the first.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=true

running_group=
ticker_group=

say() { printf '%s\n' "$*"; }

die() {
  printf '%s: %s\n' "${program_name:-madoguchi}" "$*" >&2
  exit 1
}

stop_group() {
  [[ -z $1 ]] || kill -TERM -- "-$1" 2>/dev/null || true
}

on_signal() {
  trap - INT TERM
  stop_group "$ticker_group"
  stop_group "$running_group"
  exit "$1"
}

# Ends the running step (its own process group, nothing else) when this script is interrupted.
stop_children_on_signal() {
  trap 'on_signal 130' INT
  trap 'on_signal 143' TERM
}

# start_group <command...>: in the background, in a process group of its own; sets started_group.
start_group() {
  set -m
  "$@" &
  started_group=$!
  set +m
}

seconds_line() { printf '[%4d s] %s\n' "$1" "$2"; }

# How far a step is: "[3/120]" where its tool writes that, otherwise what it wrote last.
log_progress() { tail -n 1 "$1" 2>/dev/null | tr -cd '[:print:]' | grep -oE '^\[[0-9]+/[0-9]+\]|^.{1,60}' || true; }

# Shows that a step is alive: each second on a terminal, every 30 seconds in a log.
tick() {
  local title=$1 log=$2 begun=$SECONDS elapsed
  while sleep 1; do
    elapsed=$((SECONDS - begun))
    if [[ -t 1 ]]; then
      printf '\r\033[K[%4d s] %s ... %s' "$elapsed" "$title" "$(log_progress "$log")"
    elif ((elapsed % 30 == 0)); then
      seconds_line "$elapsed" "$title ... $(log_progress "$log")"
    fi
  done
}

end_tick() {
  stop_group "$ticker_group"
  wait "$ticker_group" 2>/dev/null || true
  ticker_group=
  [[ ! -t 1 ]] || printf '\r\033[K'
}

# quietly <title> <log file> <command...>: one step with its output in the log; returns the command's status.
quietly() {
  local title=$1 log=$2 status=0
  shift 2
  start_group tick "$title" "$log"
  ticker_group=$started_group
  NO_COLOR=1 start_group "$@" >"$log" 2>&1 </dev/null
  running_group=$started_group
  wait "$running_group" || status=$?
  running_group=
  end_tick
  return "$status"
}

# step <title> <log name> <command...>: prints one line with the time it took; on failure also the end of its log.
step() {
  local title=$1 log=$log_dir/$2.log begun=$SECONDS
  shift 2
  if quietly "$title" "$log" "$@"; then
    seconds_line $((SECONDS - begun)) "$title"
    return 0
  fi
  seconds_line $((SECONDS - begun)) "$title: FAILED, see ${log#"$root"/}"
  tail -n 40 "$log" | sed 's/^/    /'
  return 1
}

# Compiling this code takes up to 1 GiB a job.
build_jobs() {
  local cores memory_gib
  cores=$(nproc)
  memory_gib=$(awk '/^MemAvailable:/ {print int($2 / 1048576)}' /proc/meminfo)
  ((memory_gib >= 1)) || memory_gib=1
  echo $((cores < memory_gib ? cores : memory_gib))
}

compile() {
  local preset=$1
  shift
  ninja -C "$root/build/$preset" -j "$(build_jobs)" "$@"
}

# configure <preset>: once, and again when the list of web bundles to embed may have changed.
configure() {
  local build=$root/build/$1 web_stamp=$root/build/stamps/web
  if [[ -f $build/build.ninja && ! $web_stamp -nt $build/build.ninja ]]; then return 0; fi
  (cd "$root" && cmake --preset "$1") && touch "$build/build.ninja"
}

# http_status <port> <path>: the status of a GET on this machine, by bash alone: a bare machine has no curl.
http_status() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  read -r line <&3
  exec 3>&-
  echo "${line:9:3}"
}

# stamp_is <name> <value>: whether the step <name> was last done for <value>.
stamp_is() { [[ -f $root/build/stamps/$1 && $(<"$root/build/stamps/$1") == "$2" ]]; }

set_stamp() {
  mkdir -p "$root/build/stamps"
  printf '%s\n' "$2" >"$root/build/stamps/$1"
}

# The tally: a line "ok|failed <TAB> runner <TAB> file <TAB> name <TAB> message" for each case of every runner. A
# caller that wants to count the results of several scripts together sets MADOGUCHI_TALLY to its own file.
tally=${MADOGUCHI_TALLY:-$log_dir/results.tsv}

begin_tally() {
  owns_tally=true
  [[ -z ${MADOGUCHI_TALLY:-} ]] || owns_tally=false
  ! $owns_tally || : >"$tally"
  export MADOGUCHI_TALLY=$tally
}

# record <ok|failed> <runner> <file> <name> [<message>]
record() { printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "${5:-}" >>"$tally"; }

count() { grep -c "^$1	" "$tally" || true; }

print_failures() {
  (($(count failed) > 0)) || return 0
  printf '\nFailed:\n'
  awk -F '\t' '$1 == "failed" {printf "  %s: %s (%s)\n", $2, $4, $3; if ($5) printf "      %s\n", $5}' "$tally"
}

# Prints the closing line, which counts cases over all runners; the status is 0 only if there are some and all passed.
close_tally() {
  local status=$1 failed passed
  trap - EXIT
  if ((status != 0)); then
    record failed "$program_name" "$program_name" 'stopped before its end'
  fi
  failed=$(count failed) passed=$(count ok)
  if $owns_tally; then
    print_failures
    ((passed + failed > 0)) || say 'No test was found.'
    say "$passed passed, $failed failed"
  fi
  exit $((failed > 0 || passed == 0))
}

close_tally_on_exit() { trap 'close_tally $?' EXIT; }

# check <name> <command...>: one step that counts as one case.
check() {
  local name=$1 log=check-${1// /-}
  shift
  if step "check: $name" "$log" "$@"; then
    record ok check "build/log/$log.log" "$name"
  else
    record failed check "build/log/$log.log" "$name"
  fi
}
