"""Runs the checks side by side and prints one line for each."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.check import (
    containers,
    documents,
    erd,
    file_size,
    habits,
    links,
    locks,
    machine_paths,
    metrics,
    openapi,
    policy,
    prometheus,
    protos,
    python,
    readmes,
    scripts,
    terraform,
    web,
    workflows,
)
from tools.check.outcome import Outcome

CHECKS: dict[str, Callable[[Path], Outcome]] = {
    "ruff": python.style,
    "format": python.layout,
    "mypy": python.types,
    "imports": python.imports,
    "buf-lint": protos.lint,
    "buf-breaking": protos.breaking,
    "proto-drift": protos.drift,
    "openapi": openapi.drift,
    "openapi-breaking": openapi.breaking,
    "openapi-lint": openapi.lint,
    "documents": documents.check,
    "deployment": documents.of_deployment,
    "asyncapi-lint": documents.lint,
    "erd": erd.check,
    "file-size": file_size.check,
    "locks": locks.check,
    "machine-paths": machine_paths.check,
    "readmes": readmes.check,
    "links": links.check,
    "test-habits": habits.check,
    "scripts": scripts.check,
    "workflows": workflows.check,
    "images": containers.images,
    "compose": containers.compose,
    "chart": containers.chart,
    "terraform": terraform.check,
    "policy": policy.check,
    "metrics": metrics.check,
    "prometheus": prometheus.check,
    "web": web.check,
}


UNREADABLE = (OSError, SyntaxError, ValueError, subprocess.CalledProcessError)


@dataclass(frozen=True)
class Done:
    """A finished check."""

    name: str
    outcome: Outcome
    took_s: float


def run(root: Path, names: Sequence[str]) -> int:
    """Run the named checks, all when none is named; the number of failed ones."""
    chosen = list(names) or list(CHECKS)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        results = [report(done) for done in workers.map(lambda name: timed(root, name), chosen)]
    failed = [done for done in results if not done.outcome.ok]
    for done in failed:
        print(f"\n── {done.name} " + "─" * (76 - len(done.name)) + f"\n{done.outcome.output}")
    print(f"\n{len(results) - len(failed)} of {len(results)} checks ok")
    return len(failed)


def timed(root: Path, name: str) -> Done:
    """Run one check with a clock."""
    start = time.monotonic()
    try:
        outcome = CHECKS[name](root)
    except UNREADABLE as error:
        outcome = Outcome(ok=False, output=f"{type(error).__name__}: {error}")
    return Done(name, outcome, time.monotonic() - start)


def report(done: Done) -> Done:
    """Print the line of a finished check."""
    state = "ok" if done.outcome.ok else "FAILED"
    print(f"{done.name:16} {state:6} {done.took_s:6.1f} s  {done.outcome.note}".rstrip(), flush=True)
    return done
