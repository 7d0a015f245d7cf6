"""Charging a card for a debt: asked for here, told later what became of it."""

from typing import NamedTuple

from motorway_kit.ids import new_id

from pos.app.card_charges import CardMethod, ask_for_card, method_message
from pos.app.debt_payments import debt_of
from pos.app.desk import At, as_uuid, at_desk
from pos.db import debts as store
from pos.domain.card_charge import charge_debt
from pos.domain.debt import Debt, DebtNotFound, require_open
from pos.domain.sale import Sale
from pos.parts import Pos


class Started(NamedTuple):
    debt: Debt
    sale: Sale
    payment_id: str


async def start_debt_payment(parts: Pos, debt_id: str, shift_id: str, method: CardMethod, key: str) -> Started:
    """The debt is as it is while the card is being charged for all of it. With the same key once.

    Raises InvalidInput, DebtNotFound, DebtNotOpen, CardPaymentPending, IdempotencyKeyReused, what `at_desk` raises, and
    what payments refuses it with. Timeout and Unavailable: it may have begun; with the same key it is asked again.
    """
    method_message(method)
    known = as_uuid(debt_id)
    seen = await store.get_debt(parts.db, known) if known else None
    if seen is None:
        raise DebtNotFound("there is no such debt", debt=debt_id)
    async with at_desk(parts, At(seen.sale_id, shift_id)) as desk:
        debt, sale = await debt_of(desk), desk.sale
        if await desk.first_time(key, "start_debt_payment", method):
            require_open(debt)
            asked = charge_debt(sale, desk.act, new_id(), debt.amount_minor, key)
            sale = (await desk.save(asked, "card_asked")).sale
    return Started(debt, sale, await ask_for_card(parts, sale, key, method))
