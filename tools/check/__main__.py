"""`tools/check/run [--list] [name …]`."""

import argparse
import sys
from pathlib import Path

from tools.check.runner import CHECKS, run


def main() -> int:
    """1 when a check failed."""
    parser = argparse.ArgumentParser(prog="tools/check/run", description="Checks the repository.")
    parser.add_argument("names", nargs="*", metavar="name", help="only these checks")
    parser.add_argument("--list", action="store_true", help="print the names")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(CHECKS))
        return 0
    if unknown := set(arguments.names) - CHECKS.keys():
        parser.error(f"no check named {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
    return 1 if run(Path.cwd(), arguments.names) else 0


if __name__ == "__main__":
    sys.exit(main())
