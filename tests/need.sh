# shellcheck shell=bash
# What the tests need of Debian.

install_packages() {
  [ -n "${lists_are_new:-}" ] || apt-get update -qq
  lists_are_new=1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need PROGRAM [PACKAGE...]: installs the packages, by default the one of that name, unless the program is there.
need() {
  local packages=("${@:2}")
  command -v "$1" >/dev/null || install_packages "${packages[@]:-$1}"
}
