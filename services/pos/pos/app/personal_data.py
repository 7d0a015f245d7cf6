"""Telling somebody what is kept about them, and forgetting it."""

from collections.abc import AsyncIterator

from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from pos.db import personal_data as store
from pos.domain.account import AccountNotFound
from pos.domain.personal_data import (
    Hindrance,
    KeepReason,
    Plan,
    Planned,
    Subject,
    SubjectKind,
    kept_until,
    require_confirmed,
)

log = get_logger(__name__)
PORTION = 200


async def export(db: Pool, subject: Subject) -> AsyncIterator[tuple[str, list[str]]]:
    """Section and rows as JSON, in portions, as of one instant. Raises AccountNotFound."""
    async with transaction(db) as conn:
        await store.see_one_instant(conn)
        await _hindrances(conn, subject)
        for section in store.SECTIONS[subject.kind]:
            portion: list[str] = []
            told = False
            async for row in store.rows(conn, section, subject):
                portion.append(row)
                if len(portion) == PORTION:
                    yield section.name, portion
                    portion, told = [], True
            if portion or not told:
                yield section.name, portion


async def plan(db: Pool, subject: Subject) -> Plan:
    """Raises AccountNotFound."""
    async with transaction(db) as conn:
        return await _planned(conn, subject)


async def erase(db: Pool, subject: Subject, confirmation: str) -> Plan:
    """What was done. Where nothing is left to erase nothing is asked either.

    Raises AccountNotFound, ErasureHindered, ErasurePlanChanged.
    """
    async with transaction(db) as conn:
        if subject.kind is SubjectKind.ACCOUNT:
            await store.lock(conn, subject.value)
        planned = await _planned(conn, subject)
        if planned.erases:
            require_confirmed(planned, confirmation)
            for section in store.SECTIONS[subject.kind]:
                await store.forget(conn, section, subject)
    log.info("personal data erased", kind=subject.kind, rows=sum(section.erased for section in planned.sections))
    return planned


async def _planned(conn: Connection, subject: Subject) -> Plan:
    hindrances = await _hindrances(conn, subject)
    sections = [await _section(conn, section, subject) for section in store.SECTIONS[subject.kind]]
    return Plan(subject, sections, hindrances)


async def _section(conn: Connection, section: store.Section, subject: Subject) -> Planned:
    erased, kept, newest = await store.counted(conn, section, subject)
    reason = section.reason if kept else KeepReason.NONE
    until = kept_until(newest) if newest is not None and reason is KeepReason.TAX_RECORDS else None
    return Planned(section.name, erased, kept, reason, until)


async def _hindrances(conn: Connection, subject: Subject) -> list[Hindrance]:
    if subject.kind is not SubjectKind.ACCOUNT:
        return []
    found = await store.hindrances(conn, subject.value)
    if found is None:
        raise AccountNotFound("there is no such account", account=subject.value)
    return found
