"""Has what the services read when they start changed since they were started: code, certificates, keys?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

TREES = ("libs", "services", "simulators", "bridges")
SUFFIXES = (".py", ".sql", ".lua", ".yaml")
CERTIFICATES = ("bridge.pem", "iot-gateway.pem", "services/*.pem", "callers/*")


def of(code: Path, pki: Path) -> str:
    """A digest of the names, sizes and times of what services are made of; tests are not."""
    digest = hashlib.sha256()
    for root, paths in ((code, _sources(code)), (pki, _certificates(pki))):
        for path in paths:
            stat = path.stat()
            digest.update(f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources(code: Path) -> Iterator[Path]:
    for tree in TREES:
        for path in sorted((code / tree).rglob("*")):
            if path.suffix in SUFFIXES and "tests" not in path.parts and "node_modules" not in path.parts:
                yield path


def _certificates(pki: Path) -> Iterator[Path]:
    for pattern in CERTIFICATES:
        yield from sorted(pki.glob(pattern))
