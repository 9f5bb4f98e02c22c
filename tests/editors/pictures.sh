#!/usr/bin/env bash
# Takes the pictures that README.md and editors/README.md show out of those that run.sh has made, from the newest version of
# each editor and of the browser: tests/editors/pictures.sh. Which ones are shown is what lies in editors/pictures: EDITOR-NAME.png.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
shots=${AGENTLS_EDITORS:-$root/target/editors}/shots
. "$root/tests/need.sh"
need pngquant
for picture in "$root"/editors/pictures/*.png; do
  name=$(basename "$picture")
  newest=$(compgen -G "$shots/${name%%-*}-*-${name#*-}" | sort -V | tail -n 1)
  pngquant --force --strip --speed 1 --quality 80-100 --output "$picture" -- "$newest"
  echo "$name from $(basename "$newest"), $(stat -c %s "$picture") bytes"
done
