"""A sale moved by a pump's word: saved, and told."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from google.protobuf.message import Message
from motorway_kit.db import ROLLED_BACK, Connection
from motorway_kit.errors import Unavailable

from pos import events
from pos.app.card_amounts import amounts
from pos.db import sales as store
from pos.domain.sale import Sale, SaleChanged, SaleState
from pos.parts import Pos

T = TypeVar("T")
S = SaleState
ATTEMPTS = 5
ACTOR = ""
"""Of steps that no person caused."""


class SaleBusy(Unavailable):
    """Others kept changing the sale; try again."""


async def persistently(work: Callable[[], Awaitable[T]]) -> T:
    """Do what reads, decides and saves in one transaction; again, when a sale was changed meanwhile, or when the
    database ended the transaction for another's sake (two had locked what the other one wanted).

    Raises SaleBusy when that happens again and again.
    """
    for _ in range(ATTEMPTS):
        try:
            return await work()
        except (SaleChanged, ROLLED_BACK):
            continue
    raise SaleBusy("others kept changing the sale")


async def step(conn: Connection, parts: Pos, before: Sale, after: Sale, what: str) -> Sale:
    """Save what the pump's word made of the sale, and tell of it. Raises SaleChanged."""
    saved = store.next_version(after)
    told = [*amounts(before, saved), *told_by(before.state, saved)]
    return await store.save_and_tell(conn, after, store.Step(what, ACTOR, parts.clock()), told)


def told_by(before: SaleState | None, sale: Sale) -> Iterator[Message]:
    """The events of a sale that came from the state `before` (None: it is new) by its pump's word."""
    match sale.state:
        case S.AUTHORISED:
            yield events.sale_authorised(sale)
        case S.FUELLING:
            if before is not S.AUTHORISED:
                yield events.sale_authorised(sale)
            yield events.fuelling_started(sale)
        case S.PAYABLE | S.LOCKED:
            yield events.sale_payable(sale)
        case S.CLEARED:
            yield events.sale_completed(sale)
        case S.REFUSED | S.ENDED:
            yield events.sale_ended(sale)
