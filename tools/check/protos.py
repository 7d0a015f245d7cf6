"""The contracts: style, compatibility with what was published before, and generated stubs."""

import os
import subprocess
import tempfile
from pathlib import Path

from tools.check.outcome import Outcome, command, found
from tools.proto import generate, stubs

BASE_VARIABLE = "MOTORWAY_CHECK_BASE"


def lint(root: Path) -> Outcome:
    """Run `buf lint`."""
    return command(root, "buf", "lint")


def breaking(root: Path) -> Outcome:
    """Run `buf breaking` against the state before this change; says so when there is none."""
    base = base_commit(root)
    if not base or not git(root, "ls-tree", base, "proto/"):
        return Outcome(note="no earlier commit holds protos, nothing to compare with")
    with tempfile.TemporaryDirectory() as before:
        archive = subprocess.run(
            ["git", "archive", base, "proto", "buf.yaml"], cwd=root, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x", "-C", before], input=archive.stdout, check=True)
        outcome = command(root, "buf", "breaking", "--against", before)
    return Outcome(outcome.ok, f"against {base[:9]}", outcome.output)


def base_commit(root: Path, published: str = "proto") -> str:
    """The commit whose protos (or other published path) must stay readable.

    What MOTORWAY_CHECK_BASE names, if that exists; else where the branch left origin/main; else the last commit when
    the path is changed in the working tree; else the parent of the last commit that changed it. Empty when there is
    none.
    """
    if named := commit_of(root, os.environ.get(BASE_VARIABLE, "")):
        return named
    head = commit_of(root, "HEAD")
    fork = git(root, "merge-base", "HEAD", "origin/main")
    if fork and fork != head:
        return fork
    if git(root, "status", "--porcelain", "--", published):
        return head
    last = git(root, "log", "-1", "--format=%H", "--", published)
    return commit_of(root, f"{last}^") if last else ""


def commit_of(root: Path, name: str) -> str:
    """The commit that name stands for; empty when there is none."""
    return git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") if name else ""


def git(root: Path, *words: str) -> str:
    """What git prints; empty when it refuses."""
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def drift(root: Path) -> Outcome:
    """The committed stubs are what the generator writes now."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            generate(root / "proto", Path(scratch))
        except subprocess.CalledProcessError as error:
            return Outcome(ok=False, output=error.stderr)
        fresh, committed = stubs(Path(scratch)), stubs(root / "libs" / "motorway_proto")
    paths = sorted(fresh.keys() | committed.keys())
    return found(f"{path} differs: run `make proto`" for path in paths if fresh.get(path) != committed.get(path))
