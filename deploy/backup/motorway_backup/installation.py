"""What the setup made once: passwords, keys, both certificate authorities. Without them databases are of no use."""

import json
from pathlib import Path

from motorway_setup import material

KEPT = ("secrets.json", "pki")
"""Below a home (`.local`) and below the folder of the setup alike."""


class NoInstallation(Exception):
    """The place holds no secrets of an installation."""


def packed(place: Path) -> bytes:
    """Of such a folder, or of a file that is packed already, as Kubernetes keeps it. Raises NoInstallation."""
    if place.is_file():
        return place.read_bytes()
    if not (place / KEPT[0]).is_file():
        raise NoInstallation(f"{place} has no {KEPT[0]}")
    files = [path for name in KEPT for path in (place / name, *(place / name).rglob("*")) if path.is_file()]
    return json.dumps({str(path.relative_to(place)): path.read_text() for path in sorted(files)}).encode()


def unpacked(document: bytes, place: Path) -> None:
    """Raises NoInstallation where there is one already: its keys may be the only ones."""
    if (place / KEPT[0]).exists():
        raise NoInstallation(f"{place} has secrets already; move them away first")
    material.unpack(document, place)
