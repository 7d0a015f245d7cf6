"""The Node programs of tools/openapi/package.json, installed as its lock says."""

import subprocess
from pathlib import Path
from threading import Lock

from tools.check.web import installed

PLACE = Path(__file__).parent
_installing = Lock()


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the programs; the first word is its name."""
    with _installing:
        if not installed(PLACE):
            command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=PLACE, check=True, capture_output=True, text=True)
    program = PLACE / "node_modules" / ".bin" / words[0]
    return subprocess.run([str(program), *words[1:]], cwd=cwd, capture_output=True, text=True, check=False)
