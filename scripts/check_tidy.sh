#!/usr/bin/env bash
# clang-tidy on the C++ sources that changed: `check_tidy.sh [file...]`. Without files: what differs from origin/main,
# or, on main itself, what the last 20 commits changed, newest first and at most $MADOGUCHI_TIDY_FILES (20); what is left out
# is told. build/debug is configured for its compile commands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

limit=${MADOGUCHI_TIDY_FILES:-20}

base_commit() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || true)
  [[ $base != "$(git rev-parse HEAD)" ]] || base=
  echo "$base"
}

changed_names() {
  local base
  git diff --name-only HEAD
  git ls-files --others --exclude-standard
  base=$(base_commit)
  if [[ -n $base ]]; then git diff --name-only "$base" HEAD; else git log -20 --format= --name-only; fi
}

is_compiled() { grep -qF "/$1\"" build/debug/compile_commands.json; }

# A source is looked at once, and only if it still exists. One that no target compiles is told.
sources() {
  awk '!seen[$0]++' | grep -E '^(server|tests|bench)/.*\.cpp$' | while read -r file; do
    [[ -f $file ]] || continue
    if is_compiled "$file"; then echo "$file"; else echo "left out: $file, which build/debug does not compile" >&2; fi
  done
}

# take_newest <file...>: at most $limit of them; says which are left out.
take_newest() {
  files=("${@:1:limit}")
  (($# <= limit)) || printf 'left out: %s, over the limit of %s files\n' "${*:limit+1}" "$limit"
}

# clang can't read what g++ precompiled: its commands are those of the build without them.
commands() {
  mkdir -p build/tidy
  sed -E 's/ -include [^ ]*cmake_pch\.hxx//; s/ -fpch-preprocess//; s/ -Winvalid-pch//' \
    build/debug/compile_commands.json >build/tidy/compile_commands.json
}

# Each time: the commands of before know nothing of a new file.
cmake --preset debug >/dev/null
if (($# == 0)); then
  mapfile -t files < <(changed_names | sources)
  take_newest "${files[@]}"
else
  files=("$@")
fi
echo "clang-tidy on ${#files[@]} files"
((${#files[@]} > 0)) || exit 0
commands
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy-14 -p build/tidy --quiet \
  --warnings-as-errors='*' --extra-arg=-Wno-unknown-warning-option
