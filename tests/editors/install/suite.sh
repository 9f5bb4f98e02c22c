# shellcheck shell=bash
# Takes one program out of another Debian suite: the package and all it needs are unpacked into a folder, and the program
# is pointed at the loader and the libraries beside it. The system and apt's own lists stay as they are.

# suite_apt FOLDER SUITE COMMAND...: apt on that suite alone, from the mirror that this machine uses, with its state in FOLDER.
suite_apt() {
  local state=$1 suite=$2 mirror
  shift 2
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(LABEL)' 'Created-By: Packages' | awk '$2 == "Debian" { print $1; exit }')
  [ -n "$mirror" ] || mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -1)
  mkdir -p "$state"/{lists,archives}/partial "$state/none"
  touch "$state/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$state/sources.list"
  local options=(
    Dir::Etc::SourceList="$state/sources.list" Dir::Etc::SourceParts="$state/none"
    Dir::Etc::PreferencesParts="$state/none" Dir::Etc::Preferences=/dev/null
    Dir::State="$state" Dir::State::Lists="$state/lists" Dir::State::status="$state/status"
    Dir::Cache="$state" Dir::Cache::archives="$state/archives"
    APT::Install-Recommends=false APT::Sandbox::User=root Acquire::Languages=none Acquire::Retries=3
  )
  apt-get -qq "${options[@]/#/-o}" "$@"
}

# from_suite PACKAGES PROGRAM FOLDER SUITE...: the first of the suites that has the packages serves.
from_suite() {
  local packages program=$2 folder=$3 suite state found=
  read -ra packages <<<"$1"
  shift 3
  need patchelf
  for suite in "$@"; do
    state=$(mktemp -d)
    if suite_apt "$state" "$suite" update && suite_apt "$state" "$suite" install -y --download-only "${packages[@]}" >/dev/null; then
      found=$suite
      break
    fi
    rm -rf "$state"
  done
  [ -n "$found" ] || { echo "${packages[*]}: not in any of $*" >&2; return 1; }
  unpack "$state/archives" "$folder"
  rm -rf "$state"
  local loader libraries
  libraries=$folder/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)
  loader=$(compgen -G "$folder/root/usr/lib64/ld-linux*.so*" || compgen -G "$libraries/ld-linux*.so*")
  patchelf --set-interpreter "${loader%%$'\n'*}" --force-rpath --set-rpath "$libraries" "$folder/root/$program"
}

# unpack ARCHIVES FOLDER: onto a skeleton in which lib and bin are in usr, as the packages expect.
unpack() {
  local archive
  rm -rf "$2"
  mkdir -p "$2"/bin "$2"/root/usr/{bin,lib,lib64}
  for archive in bin lib lib64; do ln -s "usr/$archive" "$2/root/$archive"; done
  for archive in "$1"/*.deb; do
    dpkg-deb --fsys-tarfile "$archive" | tar -x --keep-directory-symlink -C "$2/root"
  done
}
