"""The published API: generated files are current, nothing is taken away unsaid, and the document is well made."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.check.outcome import Outcome, found
from tools.check.protos import base_commit, git
from tools.openapi import node
from tools.openapi.breaking import breaks
from tools.openapi.generate import DOCUMENT, Files, GeneratorFailed, committed, document, generated

DECLARED = Path("docs/openapi-breaks.toml")
RULES = Path("tools/openapi/.spectral.yaml")


def drift(root: Path) -> Outcome:
    """docs/openapi.json and both clients against what the generators write now."""
    try:
        return found(differences(committed(root), generated(document())))
    except GeneratorFailed as error:
        return Outcome(ok=False, output=str(error))


def differences(kept: Files, fresh: Files) -> Iterator[str]:
    """Files that differ, are missing, or are left over."""
    for path in sorted(kept.keys() | fresh.keys()):
        if kept.get(path) != fresh.get(path):
            yield f"{path} is not what `make openapi` writes"


def breaking(root: Path) -> Outcome:
    """The committed document against the one before this change; says so when there is none."""
    base = base_commit(root, str(DOCUMENT))
    before = git(root, "show", f"{base}:{DOCUMENT}") if base else ""
    if not before:
        return Outcome(note="no earlier commit holds the document, nothing to compare with")
    lines = breaks(json.loads(before), json.loads((root / DOCUMENT).read_text()))
    entries = declared(root)
    expected = [entry["what"] for entry in entries if entry.get("what")]
    unsaid = [line for line in lines if not any(line.startswith(what) for what in expected)]
    hint = [f"A deliberate break is declared with its reason in {DECLARED}."] if unsaid else []
    outcome = found([*incomplete(entries), *unsaid, *hint])
    return Outcome(outcome.ok, f"against {base[:9]}, {len(lines) - len(unsaid)} declared", outcome.output)


def declared(root: Path) -> list[dict[str, Any]]:
    """Deliberate breaks: `what` is the line of the check or its beginning."""
    file = root / DECLARED
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text()).get("break", []) if file.exists() else []
    return entries


def incomplete(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Entries that do not say what, or why."""
    for number, entry in enumerate(entries, 1):
        for name in ("what", "reason"):
            if not str(entry.get(name, "")).strip():
                yield f"{DECLARED}: entry {number} has no {name}"


def lint(root: Path) -> Outcome:
    """Spectral's rules for OpenAPI and our own; a hint is a failure too."""
    command = ["spectral", "lint", str(root / DOCUMENT), "--ruleset", str(root / RULES)]
    done = node.run(*command, "--format=text", "--quiet", "--fail-severity=hint", cwd=root)
    return Outcome(done.returncode == 0, output=(done.stdout + done.stderr).strip())
