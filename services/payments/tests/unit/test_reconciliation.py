from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from motorway_kit.errors import InvalidInput
from payments.domain.comparison import Known, differences, is_orphan, is_settled, missing_here
from payments.domain.payment import PaymentState
from payments.domain.reconciliation import Break, BreakClass, BreakResolved, KeptBreak, Resolution, explained, healed
from payments.domain.snapshot import ChargeSnapshot, Snapshot, StripeStatus

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
S, C = PaymentState, BreakClass
OURS = "ours"
CHARGE = ChargeSnapshot("ch_1", 1000, captured=True, captured_minor=1000, refunded_minor=0)
CAPTURED = Snapshot(
    stripe_id="pi_1",
    status=StripeStatus.SUCCEEDED,
    amount_minor=1000,
    capturable_minor=0,
    received_minor=1000,
    currency="GBP",
    canceled_reason="",
    decline_code="",
    decline_message="",
    action_url="",
    payment_id="0197",
    livemode=False,
    created_at=NOON,
    charge=CHARGE,
    deployment=OURS,
)
HELD = replace(CAPTURED, status=StripeStatus.REQUIRES_CAPTURE, received_minor=0, charge=None)
KNOWN = Known("0197", "m25-cobham", "sale", "pi_1", S.CAPTURED, 1000, 1000, 0, 1000, "GBP", None, NOON, NOON)
OPEN = KeptBreak("id", Break(break_class=C.MISSING_HERE, found_at=NOON, stripe_id="pi_1"))


def classes(known: Known, there: Snapshot) -> dict[BreakClass, int]:
    return {found.break_class: found.amount_minor for found in differences(known, there, NOON)}


def test_a_payment_as_stripe_has_it_differs_in_nothing() -> None:
    assert classes(KNOWN, CAPTURED) == {}


@pytest.mark.parametrize(
    ("known", "there", "expected"),
    [
        (replace(KNOWN, state=S.AUTHORISED), CAPTURED, {C.STATE_DIFFERS: 1000}),
        (replace(KNOWN, captured_minor=900), CAPTURED, {C.AMOUNT_DIFFERS: 100}),
        (replace(KNOWN, currency="EUR"), CAPTURED, {C.CURRENCY_DIFFERS: 1000}),
        (KNOWN, replace(CAPTURED, charge=replace(CHARGE, refunded_minor=300)), {C.REFUND_DIFFERS: 300}),
        (replace(KNOWN, refunded_minor=300), CAPTURED, {C.REFUND_DIFFERS: -300}),
        (KNOWN, replace(HELD), {C.STATE_DIFFERS: 1000, C.AMOUNT_DIFFERS: -1000}),
        (
            replace(KNOWN, state=S.AUTHORISED, captured_minor=0),
            replace(HELD, status=StripeStatus.CANCELED),
            {C.STATE_DIFFERS: 1000},
        ),
    ],
)
def test_what_stripe_says_otherwise_has_its_class_and_amount(
    known: Known, there: Snapshot, expected: dict[BreakClass, int]
) -> None:
    assert classes(known, there) == expected


@pytest.mark.parametrize(
    ("status", "agreeing"),
    [
        (StripeStatus.REQUIRES_CAPTURE, {S.AUTHORISED, S.CAPTURING, S.VOIDING}),
        (StripeStatus.SUCCEEDED, {S.CAPTURED}),
        (StripeStatus.CANCELED, {S.VOIDED, S.EXPIRED, S.DECLINED}),
    ],
)
def test_what_holds_or_took_money_agrees_with_nothing_else(status: StripeStatus, agreeing: set[PaymentState]) -> None:
    known, there = replace(KNOWN, captured_minor=0), replace(HELD, status=status)
    assert {state for state in S if not classes(replace(known, state=state), there)} == agreeing


def test_what_changed_lately_is_on_its_way() -> None:
    assert not is_settled(KNOWN, NOON + timedelta(minutes=9))
    assert is_settled(KNOWN, NOON + timedelta(minutes=10))


def test_only_an_old_hold_that_names_a_payment_of_ours_is_an_orphan() -> None:
    later = NOON + timedelta(minutes=15)
    assert is_orphan(HELD, OURS, later)
    assert not is_orphan(HELD, OURS, NOON)
    assert not is_orphan(replace(HELD, payment_id=""), OURS, later)
    assert not is_orphan(CAPTURED, OURS, later)


@pytest.mark.parametrize("deployment", ["", "another"])
def test_a_hold_of_another_deployment_is_none(deployment: str) -> None:
    assert not is_orphan(replace(HELD, deployment=deployment), OURS, NOON + timedelta(days=1))


def test_money_that_nobody_here_stands_for_has_no_site() -> None:
    found = missing_here(CAPTURED, NOON)
    assert (found.subject, found.site_id, found.payment_id, found.amount_minor) == ("pi_1", "", "", 1000)


def test_a_break_is_explained_once_and_with_a_reason() -> None:
    done = explained(OPEN, " of the car wash ", "ann", NOON)
    assert (done.resolution, done.note, done.resolved_by) == (Resolution.EXPLAINED, "of the car wash", "ann")
    assert explained(done, "of the car wash", "bob", NOON) is done
    with pytest.raises(BreakResolved):
        explained(done, "otherwise", "bob", NOON)
    with pytest.raises(BreakResolved):
        explained(healed(OPEN, "gone", NOON), "otherwise", "bob", NOON)


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001, "a\x00b"])
def test_a_note_must_say_something(note: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        explained(OPEN, note, "ann", NOON)
    assert refused.value.context["field"] == "note"
