"""Runs every test, or those that are named: `python -m tools.all_tests [pytest's arguments]`.

Most tests wait more than they work, so some processes share the machine: `JOURNEYS` with the journeys through a whole
platform, each through its own, and `OTHERS` with all else. Whoever has ended a file takes the next one. Those that are
marked `quiet` take the whole machine, or measure what a person would see on one of their own: they run last, alone.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

PYTEST = (sys.executable, "-m", "pytest")
PLACE = "tests"
APART = ("libs", "services", "simulators", "bridges", "deploy", "clients", "tools")
SHARED = ("--dist", "loadfile", "--no-loadscope-reorder", "-n")
JOURNEYS, OTHERS = "3", "3"
LONGEST = ("test_api_contract", "test_crashes", "test_rolling_restart")


class Running(NamedTuple):
    process: subprocess.Popen[bytes]
    told: IO[bytes]

    def ended(self) -> int:
        """Its exit code, once all that it said is shown."""
        code = self.process.wait()
        self.told.seek(0)
        sys.stdout.buffer.write(self.told.read())
        sys.stdout.flush()
        return code


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all that ran has passed. An interrupt reaches pytest, which then ends in its own way."""
    signal.signal(signal.SIGINT, lambda *_: None)
    if arguments:
        return _ran(arguments)
    with _begun([*APART, *SHARED, OTHERS]) as others:
        codes = [_ran([*journeys(), "-m", "not quiet", *SHARED, JOURNEYS])]
        codes.append(others.ended())
    print("\njourneys that want the machine for themselves:", flush=True)
    codes.append(_ran([PLACE, "-m", "quiet"]))
    return int(any(codes))


def journeys() -> list[str]:
    """Their files; the longest begin first, so that nobody waits for one in the end."""
    files = sorted(Path(PLACE).rglob("test_*.py"))
    return [str(file) for file in sorted(files, key=lambda file: file.stem not in LONGEST)]


def _ran(arguments: Sequence[str]) -> int:
    return subprocess.run([*PYTEST, *arguments], check=False).returncode


@contextmanager
def _begun(arguments: Sequence[str]) -> Iterator[Running]:
    with tempfile.TemporaryFile() as told:
        yield Running(subprocess.Popen([*PYTEST, *arguments], stdout=told, stderr=subprocess.STDOUT), told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
