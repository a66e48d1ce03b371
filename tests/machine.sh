# shellcheck shell=bash
# A minimal Debian 12 in a folder of its own, $machine, which debootstrap makes. To be sourced, after a `die`.

# shellcheck disable=SC2154  # machine is set by who sources this

# Before anything is built for a machine that cannot be made.
require_debootstrap() {
  ((EUID == 0)) || die 'debootstrap and chroot need root'
  command -v debootstrap >/dev/null || die 'install debootstrap first'
}

# make_machine <option of debootstrap...>: once; a folder that holds one is taken as it is.
make_machine() {
  if [[ ! -x $machine/usr/bin/apt-get ]]; then
    debootstrap "$@" bookworm "$machine" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$machine.log" ||
      die "debootstrap failed, see $machine.log"
  fi
  cp /etc/resolv.conf /etc/hosts "$machine/etc/"
}

# inside <command...>: in the machine, with the environment of a fresh sign-in.
inside() {
  chroot "$machine" /usr/bin/env -i HOME=/root LANG=C.UTF-8 TERM=dumb \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
