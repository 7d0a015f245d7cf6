"""What a copy consists of; written last, so that a copy without it is none."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import orjson

FORMAT = 1
FILE = "manifest.json"
NAME = "%Y-%m-%dT%H-%M-%SZ"


class BadManifest(Exception):
    """It cannot be read, or is of a later version of this program."""


@dataclass(frozen=True)
class File:
    """As it lies in the store: encrypted."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`at` is the instant of all databases, `held_s` how long changes had to wait for it; `proven`: it was restored."""

    at: datetime
    server: str
    files: dict[str, File]
    held_s: float
    proven: bool

    @property
    def name(self) -> str:
        return self.at.strftime(NAME)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())


def encode(manifest: Manifest) -> bytes:
    return orjson.dumps({"format": FORMAT, **asdict(manifest)}, option=orjson.OPT_INDENT_2)


def decode(text: bytes) -> Manifest:
    """Raises BadManifest."""
    try:
        told = orjson.loads(text)
        if told.pop("format") != FORMAT:
            raise BadManifest("it was written by a later version; restore with that")
        files = {name: File(**file) for name, file in told.pop("files").items()}
        at = datetime.fromisoformat(told.pop("at")).astimezone(UTC)
        return Manifest(at=at, files=files, **told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadManifest(f"this is not a manifest: {error}") from error
