"""Alerts about money that somebody must look after, through the real broker."""

from motorway.alerts.v1 import alerts_pb2
from motorway.payments.v1 import events_pb2 as payments
from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2 as pos

from .stand import SITE, Stand, a_payment

RAISED, RESOLVED = alerts_pb2.ALERT_STATE_RAISED, alerts_pb2.ALERT_STATE_RESOLVED


def debt(kind: str) -> pos.DebtEnded:
    return pos.DebtEnded(debt_id="d1", site_id=SITE, sale_id="s1", kind=kind, amount_minor=337, currency="GBP")


async def test_what_a_card_did_not_pay_is_an_alert_until_the_debt_is_over(stand: Stand) -> None:
    captured = payments.PaymentCaptured(
        payment=a_payment(state=payment_pb2.PAYMENT_STATE_CAPTURED, sale_id="s1", shortfall_minor=337)
    )
    whole = payments.PaymentCaptured(payment=a_payment(state=payment_pb2.PAYMENT_STATE_CAPTURED, sale_id="s2"))
    await stand.publish(whole, captured)
    await stand.live_reaches(1, "alert.raised")
    await stand.publish(captured, debt("drive_off"))
    (alert,) = await stand.alerts(RAISED)
    assert (alert.rule, alert.site, alert.device) == ("card_shortfall", SITE, "sale/s1")
    assert alert.text == "3.37 GBP was dispensed beyond what the card could be charged; the customer owes it"
    await stand.publish(debt("card_shortfall"))
    await stand.live_reaches(1, "alert.resolved")
    assert [one.alert_id for one in await stand.alerts(RESOLVED)] == [alert.alert_id]
    assert await stand.alerts(RAISED) == []


async def test_a_dispute_is_an_alert_until_it_is_answered(stand: Stand) -> None:
    told = payments.DisputeChanged(
        dispute_id="d1", site_id=SITE, amount_minor=6_337, currency="GBP", reason="product_not_received",
        status="needs_response",
    )  # fmt: skip
    told.evidence_due_by.FromJsonString("2026-12-08T23:59:00Z")
    await stand.publish(told)
    await stand.live_reaches(1, "alert.raised")
    (alert,) = await stand.alerts()
    assert (alert.rule, alert.device) == ("open_dispute", "dispute/d1")
    assert alert.text == (
        "A customer's bank wants 63.37 GBP back (product not received), to be answered before 2026-12-08 23:59 UTC"
    )
    told.status = "under_review"
    await stand.publish(told)
    await stand.live_reaches(1, "alert.resolved")


async def test_a_break_is_an_alert_until_it_is_resolved_also_without_a_site(stand: Stand) -> None:
    await stand.publish(
        payments.ReconciliationBreakFound(break_id="b1", break_class="payout_differs", amount_minor=5, currency="JPY"),
        payments.ReconciliationBreakFound(break_id="b2", break_class="orphan_hold", site_id=SITE),
    )
    await stand.live_reaches(2, "alert.raised")
    texts = {alert.site: alert.text for alert in await stand.alerts()}
    assert texts == {
        "": "Stripe says other than what is kept here (payout differs: 5 JPY)",
        SITE: "Stripe says other than what is kept here (orphan hold)",
    }
    await stand.publish(payments.ReconciliationBreakResolved(break_id="b1", resolution="healed"))
    await stand.live_reaches(1, "alert.resolved")
    assert [alert.site for alert in await stand.alerts(RAISED)] == [SITE]
