"""What a check answers, and the two usual ways to get an answer."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TIMEOUT_S = 900


@dataclass(frozen=True)
class Outcome:
    """ok, a few words to show beside the name, and what to read when it is not ok."""

    ok: bool = True
    note: str = ""
    output: str = ""


def found(problems: Iterable[str]) -> Outcome:
    """Ok when there is no problem; each is one line of the output."""
    lines = list(problems)
    return Outcome(ok=not lines, output="\n".join(lines))


def command(root: Path, *words: str, stdin: str | None = None) -> Outcome:
    """Run a tool in root; ok when it exits with 0. A tool that is not installed is a failure."""
    try:
        done = subprocess.run(
            words, cwd=root, input=stdin, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        return Outcome(ok=False, output=f"{words[0]} is not installed")
    except subprocess.TimeoutExpired:
        return Outcome(ok=False, output=f"{words[0]} took longer than {TIMEOUT_S} s")
    return Outcome(ok=done.returncode == 0, output=(done.stdout + done.stderr).strip())


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Ok when all are; the outputs of the failed ones below each other."""
    parts = list(outcomes)
    notes = ", ".join(part.note for part in parts if part.note)
    output = "\n".join(part.output for part in parts if not part.ok)
    return Outcome(ok=all(part.ok for part in parts), note=notes, output=output)
