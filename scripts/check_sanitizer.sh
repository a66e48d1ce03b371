#!/usr/bin/env bash
# Builds the unit tests with a sanitizer and runs them: `check_sanitizer.sh asan` (addresses and undefined behaviour: all
# components and the kept fuzz inputs) or `check_sanitizer.sh tsan` (data races: the components that cross threads).
set -euo pipefail

program_name=check_sanitizer
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
threaded_components=(base storage transport voice features channels)

[[ ${1:-} == asan || ${1:-} == tsan ]] || die 'name a sanitizer: asan or tsan'
# shellcheck source=scripts/runners.sh
. "$root/scripts/runners.sh"
use_presets "$1" "$1"

targets() {
  if [[ $preset == tsan ]]; then
    printf '%s_tests\n' "${threaded_components[@]}"
  else
    unit_targets
  fi
}

run_variant() {
  if [[ $preset == tsan ]]; then run_unit "${threaded_components[@]}"; else run_unit; fi
}

build() {
  local wanted
  mapfile -t wanted < <(targets)
  step "configure $preset" "configure-$preset" configure "$preset" &&
    step "build the tests with $preset" "build-$preset" compile "$preset" "${wanted[@]}"
}

stop_children_on_signal
begin_tally
close_tally_on_exit
setup_packages build run test
setup_node
build || die "the tests could not be built with $preset"
run_variant
