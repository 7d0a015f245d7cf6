"""Sent again, or asked after first: by age, by what the last attempt ended with, and never with a new key too early."""

from dataclasses import replace
from datetime import timedelta

import pytest
from payments.domain.command import (
    FOR_A_CUSTOMER,
    Command,
    CommandKind,
    Next,
    Outcome,
    Retry,
    after_nothing_happened,
    again_after,
    base_key,
    next_step,
    pause,
)

from .payment_samples import NOW

Out = Outcome
PAYMENT, REFUND = "p", "r"
HOURS = [timedelta(hours=hours) for hours in (1, 19, 21, 100)]


def command(
    outcome: Outcome = Out.NONE,
    age: timedelta | None = None,
    errors: int = 0,
    kind: CommandKind = CommandKind.CAPTURE,
) -> Command:
    return Command(
        command_id="c",
        payment_id=PAYMENT,
        kind=kind,
        key="k",
        target="pi_1",
        params=b"{}",
        created_at=NOW - (age or timedelta(0)),
        due_at=NOW,
        first_sent_at=None if age is None else NOW - age,
        outcome=outcome,
        server_errors=errors,
    )


def test_what_was_never_sent_is_sent() -> None:
    assert next_step(command(), NOW) is Next.SEND


@pytest.mark.parametrize("outcome", Out)
@pytest.mark.parametrize("age", HOURS)
def test_the_same_key_while_young_asking_when_old_or_nobody_knows(outcome: Outcome, age: timedelta) -> None:
    """Stripe forgets keys after a day; a saved error is replayed for ever; who died has left no outcome."""
    asks = age > timedelta(hours=20) or outcome in (Out.NONE, Out.NOT_ASKED, Out.SERVER_ERROR, Out.KEY_REUSED)
    assert next_step(command(outcome, age), NOW) is (Next.ASK if asks else Next.SEND)


@pytest.mark.parametrize(
    ("outcome", "age", "errors", "retry"),
    [
        (Out.NONE, timedelta(0), 0, Retry.SAME_KEY),
        (Out.SERVER_ERROR, timedelta(0), 2, Retry.SAME_KEY),
        (Out.SERVER_ERROR, timedelta(0), 3, Retry.NEW_KEY),
        (Out.LOST, timedelta(hours=21), 0, Retry.NEW_KEY),
        (Out.KEY_REUSED, timedelta(hours=21), 3, Retry.WAIT),
    ],
)
def test_another_key_only_when_it_is_known_that_nothing_happened(
    outcome: Outcome, age: timedelta, errors: int, retry: Retry
) -> None:
    assert after_nothing_happened(command(outcome, age, errors), NOW) is retry


@pytest.mark.parametrize("kind", CommandKind)
@pytest.mark.parametrize("outcome", [Out.LOST, Out.RATE_LIMITED, Out.SERVER_ERROR, Out.KEY_REUSED])
@pytest.mark.parametrize(("minutes", "given_up"), [(10, False), (1, True)])
def test_nobody_who_has_left_is_asked_for_a_card(
    kind: CommandKind, outcome: Outcome, minutes: int, given_up: bool
) -> None:
    """Captures, cancels and refunds go on."""
    asked = command(outcome, timedelta(minutes=minutes), kind=kind)
    left = next_step(asked, NOW, given_up=given_up) is Next.ASK
    left = left and after_nothing_happened(asked, NOW, given_up=given_up) is Retry.ABANDON
    assert left is (kind in FOR_A_CUSTOMER)


@pytest.mark.parametrize(("attempts", "least", "most"), [(0, 0.375, 0.625), (3, 3.0, 5.0), (50, 45.0, 75.0)])
def test_pauses_grow_and_differ(attempts: int, least: float, most: float) -> None:
    tried = replace(command(), attempts=attempts)
    pauses = [pause(tried, Out.LOST, jitter).total_seconds() for jitter in (0.0, 1.0)]
    assert pauses == [least, most]


def test_a_mistake_with_a_key_is_not_hurried() -> None:
    assert pause(command(), Out.KEY_REUSED, 0.5) == timedelta(minutes=10)


@pytest.mark.parametrize(("rounds", "minutes"), [(1, 1), (2, 2), (4, 8), (50, 60)])
def test_what_is_refused_is_asked_for_ever_more_rarely(rounds: int, minutes: int) -> None:
    assert again_after(replace(command(), round=rounds)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (CommandKind.CREATE, "pay:p:create"),
        (CommandKind.CONFIRM, "pay:p:confirm:2"),
        (CommandKind.ASK_READER, "pay:p:ask_reader:2"),
        (CommandKind.CAPTURE, "pay:p:capture"),
        (CommandKind.CANCEL, "pay:p:cancel"),
        (CommandKind.REFUND, "refund:r"),
    ],
)
def test_keys_name_what_is_meant_and_no_amount(kind: CommandKind, key: str) -> None:
    assert base_key(kind, PAYMENT, 2, REFUND) == key
