"""Runs every test, or those that are named: `python -m tools.all_tests [pytest's arguments]`.

The journeys through a whole platform mostly wait, so they run beside all others and are shown when those are done.
Those that are marked `quiet` measure what a person would see on a machine of their own: they run last, alone.
"""

import signal
import subprocess
import sys
import tempfile

PYTEST = (sys.executable, "-m", "pytest")
JOURNEYS = ("tests",)
OTHERS = ("libs", "services", "simulators", "bridges", "deploy", "clients", "tools")


def main(arguments: list[str]) -> int:
    """The exit code: 0 when all that ran has passed. An interrupt reaches pytest, which then ends in its own way."""
    signal.signal(signal.SIGINT, lambda *_: None)
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with tempfile.TemporaryFile() as told:
        journeys = subprocess.Popen([*PYTEST, *JOURNEYS, "-m", "not quiet"], stdout=told, stderr=subprocess.STDOUT)
        others = subprocess.run([*PYTEST, *OTHERS], check=False).returncode
        print("\njourneys through a whole platform, meanwhile:", flush=True)
        failed = journeys.wait()
        told.seek(0)
        sys.stdout.buffer.write(told.read())
    print("\njourneys that want the machine for themselves:", flush=True)
    quiet = subprocess.run([*PYTEST, *JOURNEYS, "-m", "quiet"], check=False).returncode
    return others or failed or quiet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
