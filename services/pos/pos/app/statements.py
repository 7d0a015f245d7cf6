"""Monthly statements of accounts: issued in order, each going on where the one before ended."""

import asyncio
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from motorway_kit.db import Connection, transaction
from motorway_kit.log import get_logger

from pos.app.accounts import get_account
from pos.app.sites import get_site
from pos.db import accounts
from pos.db import statements as store
from pos.db.statements import Issued
from pos.domain import statement as rules
from pos.domain.account import Account
from pos.domain.site import Site
from pos.domain.statement import INTERIM, Content, Counted, Movements, Period
from pos.parts import Pos
from pos.statements.document import pdf_of

log = get_logger(__name__)


class Rendered(NamedTuple):
    """`number` 0: the month is not over."""

    pdf: bytes
    number: int


async def render_statement(parts: Pos, account_id: str, month: str) -> Rendered:
    """The statement of a month (`2026-05`) as PDF. Once the month is over it is numbered and never changes.

    Raises AccountNotFound, NotAllowed, StatementNotFound, InvalidInput.
    """
    content = await statement(parts, account_id, rules.month_of(month))
    return Rendered(await asyncio.to_thread(pdf_of, content), content["number"])


async def statement(parts: Pos, account_id: str, month: date) -> Content:
    """What it says. Raises AccountNotFound, NotAllowed, StatementNotFound, InvalidInput."""
    account = await get_account(parts.db, account_id)
    known = await store.content_of(parts.db, account_id, month)
    if known is not None:
        return known
    home = await get_site(parts.db, account.home_site)
    async with transaction(parts.db) as conn:
        return await _issued_until(conn, account_id, home, month, parts.clock())


async def _issued_until(conn: Connection, account_id: str, home: Site, month: date, now: datetime) -> Content:
    """Issue what is missing up to the month; a month that runs is told and not kept."""
    account = await accounts.lock_account(conn, account_id)
    assert account is not None
    assert account.opened_at is not None
    zone = ZoneInfo(home.time_zone)
    opened, current = rules.local_month(account.opened_at, zone), rules.local_month(now, zone)
    rules.check_month(month, opened, current)
    last = await store.last_issued(conn, account_id)
    if last is not None and last.month >= month:  # by somebody else, meanwhile
        return await store.content_of(conn, account_id, month) or {}
    while True:
        period = _period_after(last, opened, current)
        content, movements = await _content(conn, account, home, period, now)
        if period.number != INTERIM:
            last = await _issue(conn, period, content, movements, now)
        if period.month == month:
            return content


def _period_after(last: Issued | None, opened: date, current: date) -> Period:
    if last is None:
        last = Issued(0, opened, 0, 0)
        month = opened
    else:
        month = rules.next_month(last.month)
    number = last.number + 1 if month < current else INTERIM
    return Period(month, number, last.closing_minor, last.last_entry + 1)


async def _content(
    conn: Connection, account: Account, home: Site, period: Period, now: datetime
) -> tuple[Content, Movements]:
    end = period.end(ZoneInfo(home.time_zone))
    entries = await store.entries_until(conn, account.account_id, period.first_entry, end)
    last_entry = entries[-1].number if entries else period.first_entry - 1
    uncounted = await store.uncounted(conn, account.account_id, last_entry)
    sold = await store.sold(conn, sorted({*uncounted, *(entry.sale_id for entry in entries if entry.sale_id)}))
    settled = {sale_id for sale_id in uncounted if sale_id in sold and sold[sale_id].settled}
    movements = Movements(
        entries,
        {sale_id: one.purchase for sale_id, one in sold.items()},
        [Counted(sold[sale_id].purchase, uncounted[sale_id]) for sale_id in uncounted if sale_id in settled],
        sum(amount for sale_id, amount in uncounted.items() if sale_id not in settled),
    )
    return rules.content(account, home, period, movements, now), movements


async def _issue(conn: Connection, period: Period, content: Content, movements: Movements, now: datetime) -> Issued:
    last_entry = movements.entries[-1].number if movements.entries else period.first_entry - 1
    issued = Issued(period.number, period.month, last_entry, content["closing_minor"])
    await store.save_statement(conn, issued, content, movements.counted, now)
    log.info("statement issued", account=content["account_id"], number=issued.number, month=content["month"])
    return issued
