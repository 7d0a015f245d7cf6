from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from payments.domain.payment import PaymentState
from payments.domain.webhook import (
    NO_NEWS,
    TOLERANCE,
    Topic,
    WebhookSignatureInvalid,
    check_age,
    hint_of,
    is_news,
    pause_after,
    signed_at,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAYMENT = "0190b2c4-0000-7000-8000-000000000001"


def event(kind: str, **thing: Any) -> dict[str, Any]:
    return {"id": "evt_1", "object": "event", "type": kind, "created": 1_780_000_000, "data": {"object": thing}}


@pytest.mark.parametrize(
    ("kind", "thing", "topic", "subject"),
    [
        ("payment_intent.succeeded", {"id": "pi_1"}, Topic.PAYMENT, "pi_1"),
        ("charge.captured", {"id": "ch_1", "payment_intent": "pi_1"}, Topic.PAYMENT, "pi_1"),
        ("charge.refunded", {"id": "ch_1", "payment_intent": {"id": "pi_1"}}, Topic.PAYMENT, "pi_1"),
        ("charge.captured", {"id": "ch_1", "payment_intent": None}, Topic.NOTHING, ""),
        ("checkout.session.completed", {"id": "cs_1", "payment_intent": "pi_1"}, Topic.PAYMENT, "pi_1"),
        (
            "checkout.session.expired",
            {"id": "cs_1", "payment_intent": None, "metadata": {"payment_id": PAYMENT}},
            Topic.PAYMENT,
            PAYMENT,
        ),
        ("refund.updated", {"id": "re_1", "payment_intent": "pi_1"}, Topic.REFUND, "re_1"),
        ("charge.refund.updated", {"id": "re_1"}, Topic.REFUND, "re_1"),
        ("charge.dispute.created", {"id": "dp_1", "payment_intent": "pi_1"}, Topic.DISPUTE, "dp_1"),
        ("charge.dispute.funds_withdrawn", {"id": "dp_1"}, Topic.DISPUTE, "dp_1"),
        ("setup_intent.succeeded", {"id": "seti_1"}, Topic.CARD_SETUP, "seti_1"),
        (
            "terminal.reader.action_succeeded",
            {"id": "tmr_1", "action": {"process_payment_intent": {"payment_intent": "pi_1"}}},
            Topic.PAYMENT,
            "pi_1",
        ),
        (
            "terminal.reader.action_failed",
            {"id": "tmr_1", "action": {"process_setup_intent": {"setup_intent": "seti_1"}}},
            Topic.CARD_SETUP,
            "seti_1",
        ),
        ("terminal.reader.action_succeeded", {"id": "tmr_1", "action": None}, Topic.NOTHING, ""),
        ("customer.created", {"id": "cus_1"}, Topic.NOTHING, ""),
        ("payout.paid", {"id": "po_1"}, Topic.NOTHING, ""),
    ],
)
def test_an_event_says_what_has_to_be_asked_for(kind: str, thing: dict[str, Any], topic: Topic, subject: str) -> None:
    hint = hint_of(event(kind, **thing))
    assert (hint.topic, hint.subject_id) == (topic, subject)


def test_the_payment_that_the_metadata_name_is_kept() -> None:
    hint = hint_of(event("payment_intent.succeeded", id="pi_1", metadata={"payment_id": PAYMENT}))
    assert (hint.subject_id, hint.payment_id) == ("pi_1", PAYMENT)


@pytest.mark.parametrize("missing", ["id", "type", "created"])
def test_what_is_no_event_is_refused(missing: str) -> None:
    body = event("payment_intent.succeeded", id="pi_1")
    del body[missing]
    with pytest.raises(InvalidInput):
        hint_of(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=100)
@given(kind=st.sampled_from(sorted(NO_NEWS)), thing=JSON, created=JSON)
def test_whatever_stripe_writes_is_read_or_refused(kind: str, thing: Any, created: Any) -> None:
    body = {"id": "evt_1", "type": kind, "created": created, "data": {"object": thing}}
    with suppress(InvalidInput):
        hint_of(body)


def test_no_end_of_a_payment_is_taken_for_known_before_it_is() -> None:
    """What an event tells is the least that must be known, so that nothing need be asked."""
    for state in (PaymentState.CREATED, PaymentState.AUTHORISING, PaymentState.ACTION_REQUIRED, PaymentState.DECLINED):
        news = [kind for kind in NO_NEWS if is_news(kind, state)]
        assert sorted(news) == sorted(set(NO_NEWS) - {"payment_intent.created"})
    assert is_news("payment_intent.succeeded", PaymentState.CAPTURING)
    assert is_news("payment_intent.canceled", PaymentState.VOIDING)
    assert is_news("payment_intent.canceled", PaymentState.AUTHORISED)
    assert is_news("charge.refunded", PaymentState.CAPTURED)
    assert not is_news("payment_intent.succeeded", PaymentState.CAPTURED)
    assert not is_news("payment_intent.amount_capturable_updated", PaymentState.AUTHORISED)


@pytest.mark.parametrize("seconds", [-301, 301, 10**6, -(10**6)])
def test_a_signature_that_is_old_or_ahead_of_time_is_refused(seconds: int) -> None:
    with pytest.raises(WebhookSignatureInvalid):
        check_age(NOW + timedelta(seconds=seconds), NOW)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_signature_within_the_tolerance_is_taken(seconds: int) -> None:
    check_age(NOW + timedelta(seconds=seconds), NOW)
    assert timedelta(seconds=300) == TOLERANCE


def test_the_time_of_a_signature_is_read() -> None:
    assert signed_at("t=1780315200,v1=ab") == datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("header", ["", "v1=ab", "t=1,t=2,v1=ab", "t=,v1=ab", "t=-1", "t=²", "t=99999999999", "t=1.5"])
def test_a_signature_without_a_time_is_refused(header: str) -> None:
    with pytest.raises(WebhookSignatureInvalid):
        signed_at(header)


def test_pauses_grow_to_five_minutes() -> None:
    pauses = [pause_after(attempts).total_seconds() for attempts in range(1, 10)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1, 300)
