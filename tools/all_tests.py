"""Runs every test, or those that are named: `python -m tools.all_tests [pytest's arguments]`.

Most tests wait more than they work, so some processes share the machine: the journeys through a whole platform go
first wherever there are too few processors, and all others give way. Those that are marked `quiet` measure what a
person would see on a machine of their own: they run last, alone.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, NamedTuple

PYTEST = (sys.executable, "-m", "pytest")
GIVING_WAY = ("nice", "-n", "5", *PYTEST)
JOURNEYS = ("tests",)
LONGEST = (("services/api-gateway", "services/iot-gateway"), ("services/pos", "services/payments"))
"""Groups that take about as long as all others together."""
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
        whole = _begun("journeys through a whole platform", [*PYTEST, *JOURNEYS, "-m", "not quiet"])
        begun = [_begun(" and ".join(group), [*GIVING_WAY, *group]) for group in LONGEST]
        meanwhile = [stack.enter_context(one) for one in (whole, *begun)]
        codes = [subprocess.run([*GIVING_WAY, *others()], check=False).returncode]
        codes += [running.ended() for running in reversed(meanwhile)]
    print("\njourneys that want the machine for themselves:", flush=True)
    codes.append(subprocess.run([*PYTEST, *JOURNEYS, "-m", "quiet"], check=False).returncode)
    return int(any(codes))


def others() -> list[str]:
    """Everything that is in none of the groups, so that what is new is in one."""
    named = {Path(folder) for group in LONGEST for folder in group}
    services = sorted(path.parent for path in Path("services").glob("*/tests"))
    return [*APART, *(str(service) for service in services if service not in named)]


@contextmanager
def _begun(name: str, command: Sequence[str]) -> Iterator[Running]:
    with tempfile.TemporaryFile() as told:
        yield Running(name, subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT), told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
