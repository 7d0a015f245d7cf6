"""Has the code changed since the services were started?"""

import hashlib
from pathlib import Path

TREES = ("libs", "services", "simulators")
SUFFIXES = (".py", ".sql", ".lua", ".yaml")


def of_code(code: Path) -> str:
    """A digest of the names, sizes and times of what services are made of; tests are not."""
    digest = hashlib.sha256()
    for tree in TREES:
        for path in sorted((code / tree).rglob("*")):
            if path.suffix in SUFFIXES and "tests" not in path.parts and "node_modules" not in path.parts:
                stat = path.stat()
                digest.update(f"{path.relative_to(code)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
