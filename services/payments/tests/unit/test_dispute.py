from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from motorway_kit.errors import InvalidInput
from payments.domain.dispute import (
    OPEN,
    RANKS,
    Decision,
    Dispute,
    DisputeNotOpen,
    DisputeSnapshot,
    MoneyMoved,
    apply_snapshot,
    asked_anew,
    asks_first,
    check_note,
    decide,
    opened,
    undone,
)
from payments.domain.dispute_books import entries_of
from payments.domain.ledger import Account, EntryKind

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DUE = NOW + timedelta(days=7)
WITHDRAWN = MoneyMoved("txn_1", -5000, 2000, "GBP", NOW)
PUT_BACK = MoneyMoved("txn_2", 5000, 0, "GBP", NOW + timedelta(days=30))
SAID = DisputeSnapshot("dp_1", "pi_1", "needs_response", "fraudulent", 5000, "GBP", DUE, NOW, (WITHDRAWN,))
DISPUTE = opened("d1", SAID, "p1", "s1", "m25-cobham")


def said(status: str, *moved: MoneyMoved) -> DisputeSnapshot:
    return replace(SAID, status=status, moved=moved or SAID.moved)


@pytest.mark.parametrize("before", RANKS)
@pytest.mark.parametrize("after", RANKS)
def test_a_dispute_only_goes_forward(before: str, after: str) -> None:
    became = apply_snapshot(replace(DISPUTE, status=before), said(after), NOW).status
    assert became == (after if RANKS[after] >= RANKS[before] else before)


def test_what_was_decided_is_answered_when_stripe_says_so() -> None:
    decided = decide(DISPUTE, Decision.SUBMIT, "fiona", NOW)
    assert decided.is_on_its_way
    assert apply_snapshot(decided, said("needs_response"), NOW).is_on_its_way
    answered = apply_snapshot(decided, said("under_review"), NOW)
    assert (answered.is_on_its_way, answered.submitted_at, answered.submitted_by) == (False, NOW, "fiona")
    later = apply_snapshot(answered, said("won"), NOW + timedelta(days=40))
    assert later.submitted_at == NOW


def test_giving_in_is_no_evidence() -> None:
    accepted = apply_snapshot(decide(DISPUTE, Decision.ACCEPT, "fiona", NOW), said("lost"), NOW)
    assert (accepted.answered_at, accepted.submitted_at, accepted.submitted_by) == (NOW, None, "")


@pytest.mark.parametrize("status", sorted(set(RANKS) - set(OPEN)))
def test_a_dispute_that_is_not_open_cannot_be_answered(status: str) -> None:
    with pytest.raises(DisputeNotOpen):
        decide(replace(DISPUTE, status=status), Decision.SUBMIT, "fiona", NOW)


def test_a_dispute_is_decided_once_and_in_time() -> None:
    with pytest.raises(DisputeNotOpen):
        decide(decide(DISPUTE, Decision.SUBMIT, "fiona", NOW), Decision.ACCEPT, "fiona", NOW)
    with pytest.raises(DisputeNotOpen):
        decide(DISPUTE, Decision.SUBMIT, "fiona", DUE + timedelta(seconds=1))


def test_a_new_key_is_used_only_when_the_one_before_did_nothing() -> None:
    decided = decide(DISPUTE, Decision.SUBMIT, "fiona", NOW)
    assert decided.key("submit") == "dispute:d1:submit"
    assert not asks_first(decided, NOW + timedelta(hours=19))
    assert asks_first(decided, NOW + timedelta(hours=20))
    again = asked_anew(decided, NOW + timedelta(hours=20))
    assert again.key("submit") == "dispute:d1:submit:2"
    assert not asks_first(again, NOW + timedelta(hours=21))
    assert undone(decided).is_open
    assert undone(decided).key("close") == "dispute:d1:close:2"


@pytest.mark.parametrize(
    ("status", "moved", "sums"),
    [
        ("warning_needs_response", (), (0, 0, 0, 0)),
        ("needs_response", (WITHDRAWN,), (5000, -7000, 2000, 0)),
        ("won", (WITHDRAWN, PUT_BACK), (0, -2000, 2000, 0)),
        ("lost", (WITHDRAWN,), (0, -7000, 2000, 5000)),
    ],
)
def test_the_books_of_a_dispute(status: str, moved: tuple[MoneyMoved, ...], sums: tuple[int, ...]) -> None:
    legs = [leg for entry in entries_of(DISPUTE, replace(SAID, status=status, moved=moved)) for leg in entry.legs]
    accounts = (Account.DISPUTED, Account.STRIPE_CLEARING, Account.FEES, Account.BAD_DEBT)
    assert tuple(sum(leg.amount_minor for leg in legs if leg.account is each) for each in accounts) == sums


def test_facts_of_a_dispute_are_named_after_stripe_so_that_they_are_posted_once() -> None:
    entries = list(entries_of(DISPUTE, said("won", WITHDRAWN, PUT_BACK)))
    assert [(entry.kind, entry.source_id) for entry in entries] == [
        (EntryKind.DISPUTE, "dp_1"),
        (EntryKind.FEE, "txn_1"),
        (EntryKind.DISPUTE_WON, "dp_1"),
    ]


@pytest.mark.parametrize("note", ["x" * 10_001, "a\x00b", "\x1b[1m"])
def test_a_note_that_cannot_be_sent_is_refused(note: str) -> None:
    with pytest.raises(InvalidInput):
        check_note(note)


def test_a_note_may_have_lines() -> None:
    assert check_note(" The customer was seen.\nAt the pump. ") == "The customer was seen.\nAt the pump."


def test_a_dispute_says_which_payment_it_is_of() -> None:
    expected = ("d1", "p1", "s1", "m25-cobham")
    assert (DISPUTE.dispute_id, DISPUTE.payment_id, DISPUTE.sale_id, DISPUTE.site_id) == expected
    assert isinstance(DISPUTE, Dispute)
