"""What Stripe may say of a dispute that seldom happens: of no payment of ours, and won after it was lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from motorway_access.testing import CallerKeys, calling
from motorway_kit.ids import new_id
from payments.app import starting
from payments.app.disputes import apply
from payments.app.ledger import get_balances
from payments.domain.dispute import DisputeSnapshot, MoneyMoved
from payments.domain.payment import MethodKind, Purpose
from payments.domain.request import AskedMethod, Wanted
from payments.parts import Payments

from .desk_world import AMOUNT, SITE, Desk
from .simulated import SimulatedStripe

THEN = datetime(2026, 6, 1, tzinfo=UTC)
WITHDRAWN = MoneyMoved("txn_1", -AMOUNT, 0, "GBP", THEN)
PUT_BACK = replace(WITHDRAWN, transaction_id="txn_2", amount_minor=AMOUNT)


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


def told(status: str, intent_id: str, *moved: MoneyMoved) -> DisputeSnapshot:
    return DisputeSnapshot("dp_1", intent_id, status, "fraudulent", AMOUNT, "GBP", None, THEN, moved)


async def test_a_dispute_of_a_charge_without_a_payment_intent_is_nobodys(desk: Desk, keys: CallerKeys) -> None:
    """Of another use of the account, while a payment of ours is not at Stripe yet."""
    method = AskedMethod(MethodKind.PAYMENT_METHOD, "pm_card_visa")
    wanted = Wanted(new_id(), SITE, "", "", Purpose.CHARGE, method, AMOUNT, "GBP", "Pump 4", "")
    with calling(keys):
        await starting.start(desk.parts, wanted)
    assert not await apply(desk.parts, told("needs_response", ""))


async def test_a_dispute_that_is_won_after_it_was_lost_leaves_no_loss(desk: Desk) -> None:
    payment = await desk.pay()
    for status, moved in (("lost", [WITHDRAWN]), ("won", [WITHDRAWN, PUT_BACK]), ("won", [WITHDRAWN, PUT_BACK])):
        assert await apply(desk.parts, told(status, payment.stripe_id, *moved))
    balances = {one.account: one.balance_minor for one in await get_balances(desk.parts.db, None) if one.balance_minor}
    assert balances == {"stripe_clearing": AMOUNT, "takings": -AMOUNT}
