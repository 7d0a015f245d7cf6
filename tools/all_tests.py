"""Runs every test, or those that are named: `python -m tools.all_tests [pytest's arguments]`.

Most tests wait more than they work, so some processes share the machine: two with the journeys through a whole
platform, each through its own, and three with all others. Those that are marked `quiet` measure what a person would see
on a machine of their own: they run last, alone.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

PYTEST = (sys.executable, "-m", "pytest")
JOURNEYS = "tests"
LONGEST = (("services/api-gateway", "services/iot-gateway"), ("services/pos", "services/payments"))
"""Each takes about as long as all others together."""
APART = ("libs", "simulators", "bridges", "deploy", "clients", "tools")


class Running(NamedTuple):
    name: str
    process: subprocess.Popen[bytes]
    told: IO[bytes]

    def ended(self) -> int:
        """Its exit code, once all that it said is shown."""
        code = self.process.wait()
        print(f"\n{self.name}, meanwhile:", flush=True)
        self.told.seek(0)
        sys.stdout.buffer.write(self.told.read())
        return code


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all that ran has passed. An interrupt reaches pytest, which then ends in its own way."""
    signal.signal(signal.SIGINT, lambda *_: None)
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with ExitStack() as stack:
        halves = [_begun("journeys through a whole platform", [*half, "-m", "not quiet"]) for half in journeys()]
        groups = [_begun(" and ".join(group), group) for group in LONGEST]
        meanwhile = [stack.enter_context(one) for one in (*halves, *groups)]
        codes = [subprocess.run([*PYTEST, *others()], check=False).returncode]
        codes += [running.ended() for running in reversed(meanwhile)]
    print("\njourneys that want the machine for themselves:", flush=True)
    codes.append(subprocess.run([*PYTEST, JOURNEYS, "-m", "quiet"], check=False).returncode)
    return int(any(codes))


def journeys() -> tuple[list[str], list[str]]:
    """Every second file of them, and the others."""
    files = sorted(map(str, Path(JOURNEYS).rglob("test_*.py")))
    return files[::2], files[1::2]


def others() -> list[str]:
    """Everything else, so that what is new is in it."""
    services = sorted(str(path.parent) for path in Path("services").glob("*/tests"))
    return [*APART, *(service for service in services if service not in chain(*LONGEST))]


@contextmanager
def _begun(name: str, arguments: Sequence[str]) -> Iterator[Running]:
    with tempfile.TemporaryFile() as told:
        yield Running(name, subprocess.Popen([*PYTEST, *arguments], stdout=told, stderr=subprocess.STDOUT), told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
