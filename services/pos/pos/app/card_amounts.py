"""What a sale says of its card payments, told in the transaction in which it says it."""

from motorway_kit import outbox
from motorway_kit.db import Connection

from pos.card_events import card_amount_fixed
from pos.domain.card_payment import news
from pos.domain.sale import Sale


async def tell_amounts(conn: Connection, before: Sale | None, after: Sale) -> None:
    """How much the sale takes of each card payment, where that is news."""
    for payment in news(before, after):
        await outbox.append(conn, card_amount_fixed(after, payment), subject=after.site_id)
