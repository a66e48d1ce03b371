# shellcheck shell=bash
# The test runners: GoogleTest, Vitest and node:test. Each appends its cases to the tally. Sourced after setup.sh.

# shellcheck disable=SC2154  # root, log_dir and tally are set by lib.sh
unit_limit=900
unit_lanes=$(($(nproc) < 2 ? 1 : 2))
web_limit=300
scenario_limit=1200
browser_limit=1200

# use_presets <unit> <program>: which builds the GoogleTest programs and the whole program are taken from.
use_presets() {
  preset=$1 program_preset=$2 launcher=()
  [[ $preset == [at]san ]] || return 0
  export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
  export UBSAN_OPTIONS=print_stacktrace=1
  export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
  # The sanitizers of g++ 12 need the address space as older kernels lay it out.
  ! setarch "$(uname -m)" -R true 2>/dev/null || launcher=(setarch "$(uname -m)" -R)
}
use_presets debug debug

# within <seconds> <command...>: ended with all its children when it takes longer.
within() { timeout --kill-after=10 "$@"; }

counts_of() {
  awk -F '\t' '$1 == "ok" {ok++} $1 == "failed" {failed++} END {printf "%d passed, %d failed", ok, failed}' "$1"
}

# take_results <runner> <title> <results> <status> <seconds>: adds a runner's cases to the tally and says how many.
take_results() {
  local runner=$1 title=$2 results=$3 status=$4 seconds=$5
  if ((status != 0)) && ! grep -q '^failed' "$results"; then
    printf 'failed\t%s\t%s\tended with status %s%s\t\n' "$runner" "$title" "$status" \
      "$( ((status != 124)) || echo ', over its time limit')" >>"$results"
  fi
  cat "$results" >>"$tally"
  seconds_line "$seconds" "$title: $(counts_of "$results")"
}

# nothing_found <runner> <folder> [<word>...]: a whole part without a test is a fault, a narrowed one is not.
nothing_found() { (($# > 2)) || record failed "$1" "$2" 'holds no test file'; }

# camel_case <word>: ng_words as NgWords, which is how a suite is named.
camel_case() {
  local parts
  IFS=_ read -ra parts <<<"$1"
  printf '%s' "${parts[@]^}"
}

# gtest_case_filter <program> <word...>: the --gtest_filter for these words; fails when the program is not meant.
gtest_case_filter() {
  local program=$1 word filter=
  shift
  (($# > 0)) || filter='*'
  for word in "$@"; do
    if [[ $program == "${word}_tests" ]]; then
      filter='*'
      break
    fi
    [[ -d $root/server/$word ]] || filter+="*$word*:*$(camel_case "$word")*:"
  done
  [[ -n $filter ]] || return 1
  say "$filter"
}

# require_cases <word...>: each of them named a case of some runner; a word that was mistyped must not look like success.
require_cases() {
  local word
  for word in "$@"; do
    grep -qF -e "$word" -e "$(camel_case "$word")" "$tally" ||
      record failed "$program_name" "$word" "no test suite and no test file has $word in its name"
  done
}

# run_gtest <program> <filter>: leaves its log, its cases and "status seconds" in build/log; changes nothing that is shared.
run_gtest() {
  local program=$1 filter=$2 begun=$SECONDS status=0 outcome=$log_dir/$preset-$1
  rm -f "$outcome".{json,tsv,status}
  within "$unit_limit" "${launcher[@]}" "$root/build/$preset/$program" "--gtest_filter=$filter" \
    "--gtest_output=json:$outcome.json" >"$outcome.log" 2>&1 || status=$?
  node "$root/scripts/results.mjs" gtest "$preset/$program" "$outcome.json" "$outcome.log" >"$outcome.tsv"
  say "$status $((SECONDS - begun))" >"$outcome.status"
  say "$program has ended"
}

# run_gtests <program> <filter> [<program> <filter>]...: two at a time where there are two cores. Much of their time they wait
# for disks and sockets.
run_gtests() {
  set +m
  while (($# > 0)); do
    (($(jobs -rp | wc -l) < unit_lanes)) || wait -n || true
    run_gtest "$1" "$2" &
    say "$1 has begun"
    shift 2
  done
  wait
}

# take_gtest <program>: what run_gtest left.
take_gtest() {
  local outcome=$log_dir/$preset-$1 status seconds
  read -r status seconds <"$outcome.status"
  [[ -s $outcome.tsv || $status != 0 ]] || return 0
  take_results unit "$preset/$1" "$outcome.tsv" "$status" "$seconds"
}

# The folders of server/ with a test beside their code; each makes one test program.
components_with_tests() {
  (cd "$root/server" && find . -name '*_test.cpp' | cut -d / -f 2 | sort -u)
}

run_components() {
  local component filter programs=() arguments=()
  for component in $(components_with_tests); do
    filter=$(gtest_case_filter "${component}_tests" "$@") || continue
    programs+=("${component}_tests")
    arguments+=("${component}_tests" "$filter")
  done
  quietly "$preset unit tests" "$log_dir/$preset-unit.log" run_gtests "${arguments[@]}"
  for component in "${programs[@]}"; do take_gtest "$component"; done
}

fuzz_targets() { find "$root/tests/fuzz" -name '*_fuzz.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort; }

# Each fuzz target, built without libFuzzer, replays the inputs that were kept.
run_fuzz_corpus() {
  local target status begun=$SECONDS results=$log_dir/$preset-fuzz.tsv
  : >"$results"
  [[ -n $(fuzz_targets) ]] || nothing_found fuzz tests/fuzz
  for target in $(fuzz_targets); do
    status=0
    quietly "replay $target" "$log_dir/$preset-$target.log" within "$unit_limit" \
      "${launcher[@]}" "$root/build/$preset/$target" "$root/tests/fuzz/corpus/${target%_fuzz}" || status=$?
    printf '%s\tfuzz\t%s\t%s\t%s\n' "$( ((status == 0)) && echo ok || echo failed)" "$preset/$target" \
      'replay of the kept inputs' "$( ((status == 0)) || echo "ended with status $status")" >>"$results"
  done
  take_results fuzz "$preset/fuzz corpus" "$results" 0 $((SECONDS - begun))
}

# What run_unit needs, as targets of the build.
unit_targets() {
  components_with_tests | sed 's/$/_tests/'
  fuzz_targets
}

run_unit() {
  if (($# > 0)); then
    run_components "$@"
  else
    run_components
    run_fuzz_corpus
  fi
}

run_web() {
  local begun=$SECONDS status=0 log=$log_dir/web-tests.log results=$log_dir/web.tsv
  rm -f "$log_dir/web.json"
  quietly web "$log" within "$web_limit" npm --prefix "$root/web" test -- \
    --reporter=default --reporter=json "--outputFile.json=$log_dir/web.json" --passWithNoTests "$@" || status=$?
  node "$root/scripts/results.mjs" vitest "$root" "$log_dir/web.json" "$log" >"$results"
  [[ -s $results || $status != 0 ]] || nothing_found web web "$@"
  take_results web web "$results" "$status" $((SECONDS - begun))
}

# matching <word...>: those lines of the input that contain any of the words; all without a word.
matching() {
  local line word
  while read -r line; do
    (($# > 0)) || say "$line"
    for word in "$@"; do
      [[ $line != *"$word"* ]] || { say "$line" && break; }
    done
  done
}

# run_node_tests <runner> <limit> <file...>
run_node_tests() {
  local runner=$1 limit=$2 begun=$SECONDS status=0 results=$log_dir/$1.tsv
  shift 2
  : >"$results"
  MADOGUCHI_BINARY=$root/build/$program_preset/madoguchi MADOGUCHI_RUNNER=$runner \
    quietly "$runner" "$log_dir/$runner.log" within "$limit" node --test --test-concurrency=1 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter="$root/scripts/node_reporter.mjs" --test-reporter-destination="$results" "$@" || status=$?
  take_results "$runner" "$runner" "$results" "$status" $((SECONDS - begun))
}

run_scenario() {
  local files
  mapfile -t files < <(find "$root/tests/scenario" -name '*.test.mjs' | sort | matching "$@")
  if ((${#files[@]} > 0)); then
    run_node_tests scenario "$scenario_limit" "${files[@]}"
  else
    nothing_found scenario tests/scenario "$@"
  fi
}

compile_browser_tests() { rm -rf "$root/web/e2e/dist" && cd "$root/web/e2e" && npx --no-install tsc -p .; }

run_browser() {
  local files
  mapfile -t files < <(cd "$root/web/e2e" && find tests -name '*.test.ts' | sort | matching "$@")
  if ((${#files[@]} == 0)); then
    nothing_found browser web/e2e "$@"
    return 0
  fi
  if ! step 'compile the browser tests' compile-browser-tests compile_browser_tests; then
    record failed browser web/e2e 'compile the browser tests'
    return 0
  fi
  files=("${files[@]/#/$root/web/e2e/dist/}")
  run_node_tests browser "$browser_limit" "${files[@]/%.ts/.js}"
}
