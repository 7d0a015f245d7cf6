"""What a customer owed beyond a hold, and paid at the counter, or never will."""

from datetime import datetime
from typing import NamedTuple

from motorway_kit.db import Connection
from motorway_kit.errors import NotFound

from payments.app import ledger
from payments.db import payments as store
from payments.domain.ids import is_id
from payments.domain.ledger import Of, receivable_lost_entry, receivable_paid_entry

CARD_SHORTFALL = "card_shortfall"


class ShortfallNotFound(NotFound):
    """No payment of that sale lacks anything."""


class Ended(NamedTuple):
    """A debt of pos that is one no more. `card_minor` of it was paid by a card, whose capture is booked already."""

    debt_id: str
    sale_id: str
    amount_minor: int
    at: datetime
    card_minor: int = 0


async def ended(conn: Connection, debt: Ended, *, lost: bool) -> None:
    """The ledger's receivable ends with it, once. Raises ShortfallNotFound."""
    payment = await store.short_of_sale(conn, debt.sale_id) if is_id(debt.sale_id) else None
    if payment is None:
        raise ShortfallNotFound("no payment of this sale lacks anything", sale_id=debt.sale_id)
    of = Of(payment.payment_id, payment.site_id, payment.currency, debt.at)
    if lost:
        entry = receivable_lost_entry(of, debt.debt_id, debt.amount_minor)
    else:
        entry = receivable_paid_entry(of, debt.debt_id, debt.amount_minor, debt.card_minor)
    await ledger.post(conn, entry)
