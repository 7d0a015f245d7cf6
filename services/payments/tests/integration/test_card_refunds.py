"""Money goes back to a card when somebody has approved it in pos, once, and never more than was taken."""

from motorway.payments.v1 import payments_pb2
from motorway_kit.ids import new_id
from payments.app import refunds
from stripe_simulator.fault_rules import Do, Match, Rule

from .paying_world import CHARGE, Paying, card

REFUNDS = Match(method="POST", path="/v1/refunds")


async def states(paying: Paying, payment_id: str) -> list[tuple[int, str]]:
    return [(one.state, one.failure_reason) for one in (await paying.whole(payment_id)).refunds]


async def test_a_part_and_then_the_rest_go_back(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    first = await paying.refund(paid, 1500)
    await paying.refund(paid, 3500)
    payment = await paying.get(paid.payment_id)
    assert (payment.refunded_minor, await states(paying, paid.payment_id)) == (5000, [(2, ""), (2, "")])
    assert await paying.ledger() == {}
    assert (await paying.told()).count("CardRefundSettled") == 2
    assert (await paying.asked())[2] == f"refund:{first}"


async def test_more_than_was_taken_does_not_go_back(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    await paying.refund(paid, 4000)
    await paying.refund(paid, 1001)
    assert await states(paying, paid.payment_id) == [(2, ""), (3, "exceeds_captured")]
    assert (await paying.get(paid.payment_id)).refunded_minor == 4000


async def test_a_refund_is_made_once_however_often_it_is_told(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    refund_id = await paying.refund(paid, 1000, event_id="told")
    await paying.refund(paid, 1000, refund_id, event_id="told")
    await paying.refund(paid, 1000, refund_id, event_id="again")
    assert (await paying.get(paid.payment_id)).refunded_minor == 1000
    assert len(list(paying.stripe.world.table("refund").oldest_first())) == 1


async def test_a_refund_whose_answer_was_lost_is_made_once(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    paying.stripe.spoil(
        Rule(match=REFUNDS, do=Do.DROP_AFTER_COMMIT, times=2), Rule(match=REFUNDS, do=Do.ERROR_AFTER_COMMIT)
    )
    await paying.refund(paid, 1000)
    assert await states(paying, paid.payment_id) == [(1, "")]
    await paying.settle()
    assert await states(paying, paid.payment_id) == [(2, "")]
    assert len(list(paying.stripe.world.table("refund").oldest_first())) == 1
    assert await paying.ledger() == {"stripe_clearing": 4000, "takings": -4000}


async def test_a_refund_that_fails_later_is_taken_back(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, card("pm_card_refundFail"), sale_id=new_id())
    await paying.refund(paid, 1000)
    assert await paying.ledger() == {"stripe_clearing": 4000, "takings": -4000}
    paying.stripe.forward(3600)
    (row,) = paying.stripe.world.table("refund").oldest_first()
    await refunds.apply_refund(paying.parts, await paying.parts.stripe.payments.get_refund(row["id"]))
    ((state, reason),) = await states(paying, paid.payment_id)
    assert (state, reason != "", (await paying.get(paid.payment_id)).refunded_minor) == (3, True, 0)
    assert await paying.ledger() == {"stripe_clearing": 5000, "takings": -5000}


async def test_money_that_no_sale_took_and_that_did_not_reach_its_card_waits_for_a_person(paying: Paying) -> None:
    """Nobody asked for such a refund, so nobody would notice."""
    paid = await paying.pay(CHARGE, 5000, card("pm_card_refundFail"), sale_id=new_id())
    await paying.fix(paid, 2000, "sale_settled_otherwise")
    paying.stripe.forward(3600)
    (row,) = paying.stripe.world.table("refund").oldest_first()
    for _ in range(2):
        await refunds.apply_refund(paying.parts, await paying.parts.stripe.payments.get_refund(row["id"]))
    assert (await paying.get(paid.payment_id)).refunded_minor == 0
    breaks = await paying.parts.db.fetch("SELECT break_class, amount_minor, stripe_id FROM reconciliation_break")
    assert [tuple(one) for one in breaks] == [("take_differs", 3000, paid.stripe_id)]


async def test_a_refund_that_somebody_made_at_stripe_is_adopted(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    v1 = paying.parts.stripe.client.v1
    made = await v1.refunds.create_async({"payment_intent": paid.stripe_id, "amount": 700})
    for _ in range(2):
        assert await refunds.apply_refund(paying.parts, await paying.parts.stripe.payments.get_refund(made.id))
    (refund,) = (await paying.whole(paid.payment_id)).refunds
    assert (refund.amount_minor, refund.reason, refund.state) == (700, "made_at_stripe", 2)
    assert await paying.ledger() == {"stripe_clearing": 4300, "takings": -4300}


async def test_refunds_are_listed(paying: Paying) -> None:
    paid = await paying.pay(CHARGE, 5000, sale_id=new_id())
    ids = [await paying.refund(paid, amount) for amount in (100, 200, 300)]
    request = payments_pb2.ListCardRefundsRequest(payment_id=paid.payment_id, page_size=2)
    first = await paying.client.call("ListCardRefunds", request)
    request.cursor = first.next_cursor
    rest = await paying.client.call("ListCardRefunds", request)
    assert [one.refund_id for one in (*first.refunds, *rest.refunds)] == ids[::-1]
