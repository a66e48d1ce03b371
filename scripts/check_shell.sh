#!/usr/bin/env bash
# Every shell script passes shellcheck.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mapfile -t scripts < <(
  printf '%s\n' run test .ci/run deploy/debian/{postinst,prerm,postrm}
  git ls-files --cached --others --exclude-standard -- '*.sh'
)
shellcheck --external-sources "${scripts[@]}"
