"""What can be done with the shop's catalogue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.log import get_logger

from pos.app.sites import get_site
from pos.db import catalogue as store
from pos.domain.catalogue import BarcodeTaken, Item, ItemNotFound, sound, sound_barcode, sound_list
from pos.domain.checks import MAX_SLUG, check_line, is_line
from pos.parts import Pos

log = get_logger(__name__)
MAX_SEARCH = 200


class Put(NamedTuple):
    """The item as it is now, and as it was."""

    item: Item
    previous: Item | None


class Removed(NamedTuple):
    """The item as it is now, and as it was."""

    item: Item
    previous: Item


async def item_for_sale(conn: Connection, site_id: str, *, item_id: str = "", barcode: str = "") -> Item:
    """What the site sells under this id, or else this barcode. Raises ItemNotFound, InvalidInput."""
    if not item_id and not barcode:
        raise InvalidInput("an item is found by its id or its barcode", field="item_id")
    if item_id:
        item = await _item(conn, site_id, item_id)
    else:
        item = await store.by_barcode(conn, site_id, sound_barcode(barcode))
    if item is None or not item.active:
        raise ItemNotFound("the site sells no such item", site=site_id, item=item_id or barcode)
    return item


async def put_item(parts: Pos, site_id: str, item: Item) -> Put:
    """Create or replace the item; the same again changes nothing. Raises InvalidInput, SiteNotFound, BarcodeTaken."""
    wanted = sound(item)
    await get_site(parts.db, site_id)
    async with transaction(parts.db) as conn:
        await store.lock_catalogue(conn, site_id)
        previous = await store.get_item(conn, site_id, wanted.item_id)
        await _save(parts, conn, site_id, [wanted])
    return Put(wanted, previous)


async def import_items(parts: Pos, site_id: str, items: Sequence[Item]) -> int:
    """Put all of them, or none; returns how many of them were changed by it. Raises as `put_item`."""
    wanted = sound_list(items)
    await get_site(parts.db, site_id)
    async with transaction(parts.db) as conn:
        await store.lock_catalogue(conn, site_id)
        return await _save(parts, conn, site_id, wanted)


async def remove_item(parts: Pos, site_id: str, item_id: str) -> Removed:
    """Sell it no longer; it stays known. Repeating it changes nothing. Raises ItemNotFound."""
    async with transaction(parts.db) as conn:
        await store.lock_catalogue(conn, site_id)
        previous = await _item(conn, site_id, item_id)
        if previous is None:
            raise ItemNotFound("the site has no such item", site=site_id, item=item_id)
        removed = replace(previous, active=False)
        await _save(parts, conn, site_id, [removed])
    return Removed(removed, previous)


async def _save(parts: Pos, conn: Connection, site_id: str, items: Sequence[Item]) -> int:
    stored = await store.items_of(conn, site_id, [item.item_id for item in items])
    changed = [item for item in items if stored.get(item.item_id) != item]
    await _check_barcodes(conn, site_id, changed)
    if changed:
        given_up = [replace(stored[item.item_id], active=False) for item in changed if item.item_id in stored]
        await store.save_items(conn, site_id, given_up, parts.clock())
        await store.save_items(conn, site_id, changed, parts.clock())
        log.info("catalogue changed", site=site_id, items=len(changed))
    return len(changed)


async def _check_barcodes(conn: Connection, site_id: str, items: Sequence[Item]) -> None:
    """Raises BarcodeTaken, unless the one who has the barcode gives it up in the same change."""
    holders = await store.barcode_holders(conn, site_id, [item.barcode for item in items if item.active])
    changing = {item.item_id for item in items}
    for item in items:
        holder = holders.get(item.barcode, "") if item.active else ""
        if holder and holder != item.item_id and holder not in changing:
            raise BarcodeTaken(
                "another item has this barcode", site=site_id, item=holder, barcode=item.barcode, field="barcode"
            )


async def get_item(parts: Pos, site_id: str, item_id: str) -> Item:
    """Also one that is no longer sold. Raises ItemNotFound."""
    item = await _item(parts.db, site_id, item_id)
    if item is None:
        raise ItemNotFound("the site has no such item", site=site_id, item=item_id)
    return item


async def _item(db: "Pool | Connection", site_id: str, item_id: str) -> Item | None:
    """None also for what cannot be an id."""
    return await store.get_item(db, site_id, item_id) if is_line(item_id, MAX_SLUG) else None


async def list_items(parts: Pos, site_id: str, search: str, after: str, limit: int) -> tuple[list[Item], bool]:
    """At most `limit` active items in order of id, and whether there are more. Raises InvalidInput."""
    check_line(search.strip(), "search", MAX_SEARCH)
    check_line(after, "cursor")
    items = await store.list_items(parts.db, site_id, search.split(), after, limit + 1)
    return items[:limit], len(items) > limit
