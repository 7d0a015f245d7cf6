"""Pictures of who left without paying: kept with the sale, shown, removed, and forgotten by themselves."""

import asyncio
from datetime import timedelta
from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import FAILURES, Connection, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from pos.app.desk import as_uuid, found_sale, locked_sale
from pos.db import debts
from pos.db import photos as store
from pos.domain.photo import (
    NEEDLESS_AFTER,
    Photo,
    PhotoNotFound,
    mark_of,
    require_room,
    require_wanted,
    type_of,
)
from pos.domain.sale import Sale
from pos.parts import Pos

log = get_logger(__name__)
POLL_S = 600.0
AT_ONCE = 50


class Removed(NamedTuple):
    """The picture as it was; None when there was none any more."""

    photo: Photo | None
    site_id: str


async def add_photo(parts: Pos, sale_id: str, content: bytes) -> Photo:
    """The same picture is kept once. Raises SaleNotFound, NotAllowed, InvalidInput, PhotoNotWanted, TooManyPhotos."""
    async with transaction(parts.db) as conn:
        seen = await found_sale(conn, sale_id)
        current_caller().require(Operation.SALES_SELL, seen.site_id)
        kind, mark = type_of(content), mark_of(content)
        sale = await locked_sale(conn, seen.sale_id)
        kept = await store.photos_of(conn, sale.sale_id)
        known = next((photo for photo in kept if photo.sha256 == mark), None)
        if known is not None:
            return known
        require_wanted(sale, owed=await debts.debt_of(conn, sale.sale_id) is not None)
        require_room(len(kept), sale.sale_id)
        photo = _made(parts, sale, kind, content)
        await store.insert(conn, photo, content)
    return photo


def _made(parts: Pos, sale: Sale, kind: str, content: bytes) -> Photo:
    by, at = current_caller().name, parts.clock()
    return Photo(new_id(), sale.sale_id, sale.site_id, kind, len(content), mark_of(content), by, at)


async def list_photos(parts: Pos, sale_id: str) -> tuple[list[Photo], str]:
    """Oldest first, and the site. Raises SaleNotFound, NotAllowed."""
    sale = await found_sale(parts.db, sale_id)
    current_caller().require(Operation.SALES_READ, sale.site_id)
    return await store.photos_of(parts.db, sale.sale_id), sale.site_id


async def get_photo(parts: Pos, sale_id: str, photo_id: str) -> tuple[Photo, bytes]:
    """Raises SaleNotFound, NotAllowed, PhotoNotFound."""
    sale = await found_sale(parts.db, sale_id)
    current_caller().require(Operation.SALES_READ, sale.site_id)
    known = as_uuid(photo_id)
    photo = await store.get(parts.db, sale.sale_id, known) if known else None
    content = await store.content_of(parts.db, photo.photo_id) if photo else None
    if photo is None or content is None:
        raise PhotoNotFound("there is no such picture", photo=photo_id, sale=sale.sale_id)
    return photo, content


async def remove_photo(parts: Pos, sale_id: str, photo_id: str) -> Removed:
    """For who may approve. Repeating it changes nothing. Raises SaleNotFound, NotAllowed."""
    async with transaction(parts.db) as conn:
        sale = await found_sale(conn, sale_id)
        current_caller().require(Operation.SALES_APPROVE, sale.site_id)
        photo = await _found(conn, sale.sale_id, photo_id)
        if photo is not None:
            await store.remove(conn, photo.photo_id)
    return Removed(photo, sale.site_id)


async def _found(conn: Connection, sale_id: str, photo_id: str) -> Photo | None:
    known = as_uuid(photo_id)
    return await store.get(conn, sale_id, known) if known else None


async def keep_for_days(parts: Pos) -> None:
    """Remove what was kept for long enough, for ever."""
    while True:
        try:
            while await forget_old(parts) == AT_ONCE:
                pass
        except FAILURES as error:
            log.warning("old pictures not removed yet", error=str(error))
        await asyncio.sleep(POLL_S)


async def forget_old(parts: Pos) -> int:
    """One portion; how many they were."""
    now = parts.clock()
    days = timedelta(days=parts.settings.photo_days)
    removed = await store.forget(parts.db, now - days, now - min(NEEDLESS_AFTER, days), AT_ONCE)
    if removed:
        log.info("pictures removed", count=removed)
    return removed
