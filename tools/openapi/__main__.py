"""`python -m tools.openapi` writes docs/openapi.json and the clients made of it."""

import sys
from pathlib import Path

from tools.openapi.generate import GeneratorFailed, document, generated, write


def main() -> int:
    """1 when a generator refuses the document; then nothing is touched."""
    try:
        changed = write(Path(), generated(document()))
    except GeneratorFailed as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(map(str, changed)) or "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
