"""Removing copies that the rule does not keep."""

from datetime import UTC, datetime

from motorway_backup.manifest import NAME
from motorway_backup.retention import Keep, kept
from motorway_backup.store import Store


def remove_old(store: Store, keep: Keep) -> list[str]:
    """The names of what was removed. What is no complete copy is never touched: it may be being written."""
    copies = {datetime.strptime(name, NAME).replace(tzinfo=UTC): name for name in store.copies()}
    stays = kept(copies, keep)
    removed = [name for at, name in copies.items() if at not in stays]
    for name in removed:
        store.remove(name)
    return removed
