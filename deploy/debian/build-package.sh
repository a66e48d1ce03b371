#!/usr/bin/env bash
# Builds the Debian package of this tree: `deploy/debian/build-package.sh [folder]` leaves
# madoguchi_VERSION_ARCHITECTURE.deb in the folder (build/package). Needs no root once the packages that
# it builds with are there.
set -euo pipefail

program_name='build-package'
# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/setup.sh"

deploy=$root/deploy
program=$release_program

# lay_out <folder>: puts every file where the package has it. By DEBIAN dpkg-shlibdeps knows the folder for a package's.
lay_out() {
  local tree=$1 doc=$1/usr/share/doc/madoguchi
  mkdir -p "$tree/DEBIAN"
  install -D -m 0755 --strip "$program" "$tree/usr/bin/madoguchi"
  install -D -m 0644 "$deploy/madoguchi.service" "$tree/lib/systemd/system/madoguchi.service"
  install -D -m 0644 "$deploy/madoguchi.conf" "$tree/etc/madoguchi/madoguchi.conf"
  install -D -m 0644 -t "$doc" "$deploy/debian/copyright" "$root/web/dist/THIRD_PARTY.txt" \
    "$root/docs/operating.md" "$root/docs/events.md"
  install -D -m 0644 "$root/api/openapi.yaml" "$tree/usr/share/madoguchi/openapi.yaml"
}

# The packages whose libraries the program is linked with, as dpkg-shlibdeps finds them.
library_packages() {
  local work=$1
  mkdir -p "$work/debian"
  printf 'Source: madoguchi\n\nPackage: madoguchi\nArchitecture: any\n' >"$work/debian/control"
  (cd "$work" && dpkg-shlibdeps -O -edebian/madoguchi/usr/bin/madoguchi) | sed -n 's/^shlibs:Depends=//p'
}

# write_control <folder> <version> <depends>
write_control() {
  local tree=$1
  install -m 0755 -t "$tree/DEBIAN" "$deploy"/debian/{postinst,prerm,postrm}
  echo /etc/madoguchi/madoguchi.conf >"$tree/DEBIAN/conffiles"
  (cd "$tree" && find etc lib usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  cat >"$tree/DEBIAN/control" <<CONTROL
Package: madoguchi
Version: $2
Architecture: $(dpkg --print-architecture)
Maintainer: The Madoguchi authors <madoguchi@localhost>
Section: web
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f 1)
Depends: $3, adduser, ca-certificates, tzdata
Recommends: systemd
Suggests: postgresql-15, sqlite3
Description: contact center in one program
 Madoguchi answers a company's contacts: customers write in a chat on the company's web site, operators
 answer in the browser. One program with its own database; PostgreSQL is optional.
CONTROL
}

pack() {
  local target=$1 version work tree depends
  version=$("$program" --version)
  work=$(mktemp -d)
  tree=$work/debian/madoguchi
  # shellcheck disable=SC2064  # the folder is known now and local
  trap "rm -rf '$work'" EXIT
  lay_out "$tree"
  depends=$(library_packages "$work")
  [[ -n $depends ]] || die 'dpkg-shlibdeps found no library'
  write_control "$tree" "$version" "$depends"
  find "$tree" -type d -exec chmod 0755 {} +
  mkdir -p "$target"
  dpkg-deb --build --root-owner-group -Zxz "$tree" "$target" >/dev/null
  say "$target/madoguchi_${version}_$(dpkg --print-architecture).deb"
}

stop_children_on_signal
build_release build run package
pack "${1:-$root/build/package}"
