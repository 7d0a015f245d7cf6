"""The web app: lint, types, unit tests."""

import json
from pathlib import Path

from tools.check.outcome import Outcome, command, together

SCRIPTS = ("lint", "typecheck", "test")


def check(root: Path) -> Outcome:
    """Run the scripts of web/package.json, after `npm ci` when installed modules differ from the lock."""
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
    """True when node_modules holds every version that the lock names; optional ones may be for other machines."""
    marker = web / "node_modules" / ".package-lock.json"
    if not marker.exists():
        return False
    present = json.loads(marker.read_text())["packages"]
    wanted = json.loads((web / "package-lock.json").read_text())["packages"]
    return all(
        present.get(name, {}).get("version") == package.get("version")
        for name, package in wanted.items()
        if name and not package.get("optional")
    )
