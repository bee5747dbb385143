#!/bin/sh
# Brings what runs to the image of these sources, new copies beside the old ones before those are stopped, so that nobody
# who looks at the console meets an error. Words are handed to docker compose: sh deploy/update.sh --profile twin
set -eu
cd "$(dirname "$0")"

compose() {
  docker compose --file compose.yaml "$@"
}

# As many new copies of a part as there are old ones; once those are well, the old ones go.
replace() {
  part=$1
  shift
  old=$(compose "$@" ps --quiet "$part")
  count=$(printf '%s\n' "$old" | grep -c .)
  [ "$count" -gt 0 ] || { echo "✖ No copy of $part runs: start with docker compose up." >&2; exit 1; }
  compose "$@" up --detach --no-deps --no-build --no-recreate --wait --scale "$part=$((count * 2))" "$part"
  for copy in $old; do
    docker stop "$copy" >/dev/null
    docker rm "$copy" >/dev/null
  done
  echo "✓ $part: $count copies replaced"
}

[ "${METSUKE_BUILT:-}" = 1 ] || compose "$@" build
compose "$@" run --rm --no-deps migrate
# Web first: what a new worker writes an old page may not know how to find.
replace web "$@"
replace worker "$@"
