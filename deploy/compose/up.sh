#!/usr/bin/env bash
# Builds the images, makes keys and passwords at the first start, starts everything: up.sh [arguments of docker compose up]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
umask 077

STATE=${STATE:-$(cd ../.. && pwd -P)/.local/compose}
REGISTRY=${REGISTRY:-motorway-petroleum} TAG=${TAG:-local}
export STATE REGISTRY TAG
command -v docker >/dev/null || { echo "✗ docker is missing; make up needs no containers" >&2; exit 1; }

mkdir -p "$STATE"
docker build --quiet --file ../images/Dockerfile --target setup --tag "$REGISTRY/setup:$TAG" ../..
docker run --rm --user "$(id -u):$(id -g)" --volume "$STATE:/state" "$REGISTRY/setup:$TAG" folders /state
# Services read their parts as users of their own; nobody else of this machine gets into $STATE.
chmod -R a+rX "$STATE/parts"
set -a
# shellcheck source=/dev/null
. "$STATE/parts.env"
set +a
profiles=(--profile simulators)
if [ -n "${DEMO:-}" ]; then
  # Robots sign in with the password alone.
  profiles+=(--profile demo)
  export SECOND_FACTOR_ROLES=
fi
docker compose "${profiles[@]}" up --build --detach --wait "$@"
echo "Dashboard  http://127.0.0.1:18400   user admin, password in $STATE/parts.env (ADMIN_PASSWORD)"
echo "Grafana    http://127.0.0.1:18300   user admin, the same password"
echo "Devices    mqtts://127.0.0.1:18883  cards: TEST, no real money"
