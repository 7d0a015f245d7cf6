"""Pictures of who left without paying: which are taken, and of which sales."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.sale import Sale, SaleState

MAX_BYTES = 2 * 2**20
MAX_PHOTOS = 4
NEEDLESS_AFTER = timedelta(days=1)
"""Of a sale that was paid after all."""
BEGINNINGS = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL),
}
"""How files of each kind begin (ITU-T T.81 B.1; PNG 5.2; RFC 9649 2.4)."""


class PhotoNotFound(NotFound):
    """There is no such picture of the sale, or it was removed."""


class PhotoNotWanted(Conflict):
    """Pictures are kept of customers who owe for fuel, and of nobody else."""


class TooManyPhotos(Conflict):
    """The sale has as many as it may have."""


@dataclass(frozen=True, slots=True)
class Photo:
    """`content_type` is by its content, whatever it was said to be."""

    photo_id: str
    sale_id: str
    site_id: str
    content_type: str
    size_bytes: int
    sha256: bytes
    added_by: str
    added_at: datetime


def type_of(content: bytes) -> str:
    """Raises InvalidInput for what is no picture, or is too large."""
    if len(content) > MAX_BYTES:
        raise InvalidInput(f"photo must have at most {MAX_BYTES // 2**20} MiB", field="photo")
    found = next((name for name, begins in BEGINNINGS.items() if begins.match(content)), None)
    if found is None:
        raise InvalidInput("photo must be a JPEG, PNG or WebP file", field="photo")
    return found


def mark_of(content: bytes) -> bytes:
    """By which the same picture is known again."""
    return sha256(content).digest()


def require_wanted(sale: Sale, *, owed: bool) -> None:
    """`owed`: there is a debt of the sale. Raises PhotoNotWanted."""
    unpaid = sale.state in (SaleState.PAYABLE, SaleState.LOCKED) and sale.fuel is not None and sale.due_minor > 0
    if not owed and not unpaid:
        raise PhotoNotWanted("nobody owes for fuel on this sale", sale=sale.sale_id, state=sale.state.name)


def require_room(kept: int, sale_id: str) -> None:
    """Raises TooManyPhotos."""
    if kept >= MAX_PHOTOS:
        raise TooManyPhotos(f"a sale has at most {MAX_PHOTOS} pictures", sale=sale_id)
