"""A day's end: what the card money of a site's business day comes to."""

from datetime import date

from motorway_kit.db import transaction

from payments.db import day_end as store
from payments.domain.day_end import DayEnd, business_day, rows_of
from payments.parts import Payments


async def get_day_end(parts: Payments, site_id: str, day: date) -> DayEnd:
    """As far as the day has come. Raises NotFound for the site, InvalidInput, Unavailable, Timeout."""
    site, now = await parts.sales.get_site(site_id), parts.clock()
    span = business_day(day, site.time_zone, now)
    async with transaction(parts.db) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moved = await store.moved(conn, site_id, span, site.currency)
        fees_unknown = await store.fees_unknown(conn, site_id, span, site.currency)
        questions = await store.open_questions(conn, site_id, span)
    return DayEnd(
        site_id=site_id,
        site_name=site.name,
        time_zone=site.time_zone,
        day=span,
        currency=site.currency,
        rows=rows_of(moved),
        open_questions=questions,
        fees_unknown=fees_unknown,
        test=parts.settings.test,
        made_at=now,
    )
