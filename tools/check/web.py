"""The web app: lint, types, unit tests."""

import json
from pathlib import Path

from tools.check.outcome import Outcome, command, together

SCRIPTS = ("lint", "typecheck", "test")


def check(root: Path) -> Outcome:
    """Run the scripts of web/package.json, after `npm ci` when the modules are missing or older than the lock."""
    web = root / "web"
    if not (web / "package.json").exists():
        return Outcome(note="no web app")
    known = json.loads((web / "package.json").read_text()).get("scripts", {})
    if absent := [script for script in SCRIPTS if script not in known]:
        return Outcome(ok=False, output=f"web/package.json has no script {', '.join(absent)}")
    if not installed(web):
        ready = command(web, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
        if not ready.ok:
            return ready
    return together(command(web, "npm", "run", "--silent", script) for script in SCRIPTS)


def installed(web: Path) -> bool:
    """True when node_modules is at least as new as the lock."""
    marker, lock = web / "node_modules" / ".package-lock.json", web / "package-lock.json"
    return marker.exists() and lock.exists() and marker.stat().st_mtime >= lock.stat().st_mtime
