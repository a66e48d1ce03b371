#!/usr/bin/env bash
# The Debian package: builds it, looks at what it holds, and starts the program that is in it with the configuration that
# is in it, until /setup has its token and /readyz says ready. `tests/package.sh --machine [folder]`, as root, also installs,
# upgrades, removes and purges it on a minimal Debian 12 made with debootstrap (2 minutes more, 1 GB of disk).
set -euo pipefail

program_name=package
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"
# shellcheck source=tests/machine.sh
. "$root/tests/machine.sh"
cd "$root"

work=$(mktemp -d)
program_pid=

clean_up() {
  [[ -z $program_pid ]] || kill -KILL "$program_pid" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

build_package() {
  deploy/debian/build-package.sh "$work"
  package=$(echo "$work"/madoguchi_*.deb)
  [[ -f $package ]] || die 'no package was made'
}

# holds <mode and owner> <path>
holds() {
  dpkg-deb --contents "$package" | awk -v mode="$1" -v path=".$2" '
    $1 " " $2 == mode && $6 == path {found = 1}
    END {exit !found}' || die "it does not hold $2 as $1"
}

check_contents() {
  holds '-rwxr-xr-x root/root' /usr/bin/madoguchi
  holds '-rw-r--r-- root/root' /lib/systemd/system/madoguchi.service
  holds '-rw-r--r-- root/root' /etc/madoguchi/madoguchi.conf
  holds '-rw-r--r-- root/root' /usr/share/doc/madoguchi/operating.md
  holds '-rw-r--r-- root/root' /usr/share/doc/madoguchi/copyright
  holds '-rw-r--r-- root/root' /usr/share/doc/madoguchi/THIRD_PARTY.txt
  ! dpkg-deb --contents "$package" | grep -E '/(shop|trial)' || die 'it holds files of the trial'
}

check_control() {
  local depends size
  depends=$(dpkg-deb --field "$package" Depends)
  for library in libc6 libpq5 libsodium23 libsqlite3-0 libssl3 adduser; do
    [[ ", $depends" == *", $library"* ]] || die "it does not depend on $library: $depends"
  done
  [[ $depends != *-dev* ]] || die "it depends on something to build with: $depends"
  dpkg-deb --control "$package" "$work/control"
  [[ $(<"$work/control/conffiles") == /etc/madoguchi/madoguchi.conf ]] || die 'the configuration is no conffile'
  size=$(stat -c %s "$package")
  ((size < 20000000)) || die "it is $size bytes long"
}

# What others wrote goes out with their notices.
check_notices() {
  local notices=$work/tree/usr/share/doc/madoguchi name
  for name in libre CLI11 inter; do
    grep -q "^Files: .*$name" "$notices/copyright" || die "the copyright does not name $name"
  done
  for name in react @fontsource-variable/inter valibot; do
    grep -q "^$name [0-9.]* (" "$notices/THIRD_PARTY.txt" || die "THIRD_PARTY.txt does not name $name"
  done
}

check_unit() {
  local unit=$work/tree/lib/systemd/system/madoguchi.service
  dpkg-deb --extract "$package" "$work/tree"
  command -v systemd-analyze >/dev/null || die 'systemd-analyze is missing; scripts/packages.txt has its package'
  sed -i "s|^ExecStart=/usr/bin/madoguchi|ExecStart=$work/tree/usr/bin/madoguchi|" "$unit"
  systemd-analyze verify --man=no "$unit" >"$work/verify" 2>&1 || true
  ! grep -F madoguchi.service "$work/verify" || die 'systemd finds faults in the unit'
}

start_program() {
  local try
  "$work/tree/usr/bin/madoguchi" serve --config "$work/tree/etc/madoguchi/madoguchi.conf" \
    --data "$work/data" --http 127.0.0.1:0 >"$work/output" 2>"$work/log" &
  program_pid=$!
  for ((try = 0; try < 100; try++)); do
    port=$(sed -n 's|^ready http://127.0.0.1:||p' "$work/output")
    [[ -z $port ]] || return 0
    kill -0 "$program_pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/log"
  die 'the program was not ready'
}

check_program() {
  start_program
  [[ $(http_status "$port" /readyz) == 200 ]] || die 'it is not ready'
  [[ $(http_status "$port" /setup) == 200 ]] || die '/setup is no page'
  [[ $(stat -c '%a %s' "$work/data/setup-token") == '600 '[1-9]* ]] || die 'there is no set-up token'
  [[ ! -e $work/data/trial-sign-in.txt ]] || die 'it made accounts by itself'
  kill -TERM "$program_pid"
  wait "$program_pid" || die "it ended with status $?"
  program_pid=
}

# --- on a machine of its own ---

keep_services_off() {
  printf '#!/bin/sh\nexit 101\n' >"$machine/usr/sbin/policy-rc.d"
  chmod 0755 "$machine/usr/sbin/policy-rc.d"
}

install_it() {
  cp "$package" "$machine/srv/madoguchi.deb"
  inside apt-get -q update >/dev/null
  inside env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends /srv/madoguchi.deb >"$work/install" || {
    cat "$work/install"
    die 'it could not be installed'
  }
  grep -q '/var/lib/madoguchi/setup-token' "$work/install" || die 'the installation does not say how to go on'
  inside madoguchi --version
  [[ $(inside stat -c '%U %a' /var/lib/madoguchi) == 'madoguchi 700' ]] || die 'the data folder is not its own'
  [[ $(inside stat -c '%U:%G %a' /etc/madoguchi) == 'root:madoguchi 750' ]] || die '/etc/madoguchi is open'
}

reinstall_it() {
  echo 'threads = 1' >>"$machine/etc/madoguchi/madoguchi.conf"
  inside touch /var/lib/madoguchi/madoguchi.db
  inside dpkg --install /srv/madoguchi.deb >/dev/null
  grep -q '^threads = 1' "$machine/etc/madoguchi/madoguchi.conf" || die 'an upgrade lost the configuration'
  [[ -e $machine/var/lib/madoguchi/madoguchi.db ]] || die 'an upgrade lost the data'
}

remove_it() {
  inside dpkg --purge madoguchi >/dev/null
  [[ -e $machine/var/lib/madoguchi/madoguchi.db ]] || die 'a purge that was not asked to lost the data'
  [[ ! -e $machine/etc/madoguchi && ! -e $machine/usr/bin/madoguchi ]] || die 'a purge left files'
  inside dpkg --install /srv/madoguchi.deb >/dev/null
  inside env MADOGUCHI_PURGE_DATA=yes dpkg --purge madoguchi >/dev/null
  [[ ! -e $machine/var/lib/madoguchi ]] || die 'a purge that was asked to kept the data'
  ! inside getent passwd madoguchi >/dev/null || die 'a purge left the user'
}

check_machine() {
  require_debootstrap
  machine=${1:-$work/machine}
  make_machine --variant=minbase
  keep_services_off
  install_it
  reinstall_it
  remove_it
  echo 'it can be installed, upgraded, removed and purged'
}

build_package
check_contents
check_control
check_unit
check_notices
check_program
echo "$(basename "$package"): $(($(stat -c %s "$package") / 1024)) KiB"
if [[ ${1:-} == --machine ]]; then check_machine "${2:-}"; fi
