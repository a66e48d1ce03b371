#!/usr/bin/env bash
# From the start of the program to its line `ready` on an empty database, ten times, and its idle memory:
#
#     bench/start_time.sh [program]        (build/release/madoguchi)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[[ ! -x $root/build/node/bin/node ]] || PATH=$root/build/node/bin:$PATH
export MADOGUCHI_BINARY=${1:-$root/build/release/madoguchi}
exec node "$root/bench/start_time.mjs"
