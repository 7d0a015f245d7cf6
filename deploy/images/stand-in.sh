#!/usr/bin/env bash
# Builds images of services where there is no container engine, with buildah and a stand-in for the Python base image (Debian 12's own
# Python 3.11), and starts each of them in its file system: stand-in.sh pos telemetry. As root; needs buildah, debootstrap.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BASE=localhost/stand-in-python:3.11
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

make_base() {
  debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$WORK/base"
  ln -s python3 "$WORK/base/usr/bin/python"
  local container
  container=$(buildah from scratch)
  cp -a "$WORK/base/." "$(buildah mount "$container")/"
  buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit --quiet --format docker "$container" "$BASE"
  buildah rm "$container"
}

build() {
  # What pip trusts is this machine's: behind a proxy that has an authority of its own.
  printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' > "$WORK/pip.conf"
  buildah bud --isolation chroot --pull=never --layers --format docker \
    --volume /etc/ssl/certs:/etc/ssl/certs:ro --volume "$WORK/pip.conf:/etc/pip.conf:ro" \
    --build-arg PYTHON_IMAGE="$BASE" --build-arg NODE_IMAGE="$BASE" --build-arg SERVICE="$1" \
    --file deploy/images/Dockerfile --target service --tag "localhost/motorway-petroleum/$1:local" .
}

# Without settings a service names those that it lacks, and ends: everything that it imports is there.
start() {
  local container said
  container=$(buildah from --pull=never "localhost/motorway-petroleum/$1:local")
  said=$(buildah run --isolation chroot "$container" -- python -c \
    "import os, runpy; runpy.run_module(os.environ['SERVICE'].replace('-', '_'), run_name='__main__', alter_sys=True)" 2>&1) || true
  buildah inspect --type container --format '{{.OCIv1.Config.User}}' "$container" | grep -qx 10001:10001
  buildah rm "$container" > /dev/null
  grep -q "MOTORWAY_DATABASE_URL: Field required" <<< "$said" || { echo "✗ $1: $said" >&2; return 1; }
  echo "✓ $1 starts as user 10001 and asks for its settings"
}

buildah inspect --type image "$BASE" > /dev/null 2>&1 || make_base
for service in "$@"; do
  build "$service"
  start "$service"
done
