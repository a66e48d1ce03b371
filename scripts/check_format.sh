#!/usr/bin/env bash
# Every C++ file is formatted as .clang-format says; `clang-format-14 -i FILE` mends one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h' |
  xargs -0 --no-run-if-empty clang-format-14 --dry-run --Werror
