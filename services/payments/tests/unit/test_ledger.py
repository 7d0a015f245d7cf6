from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payments.domain.ledger import (
    Account,
    Entry,
    EntryKind,
    Leg,
    Of,
    PostedEntry,
    Unbalanced,
    capture_entry,
    dispute_entry,
    dispute_lost_entry,
    dispute_won_entry,
    fee_entry,
    payout_entry,
    payout_failed_entry,
    receivable_entry,
    receivable_lost_entry,
    receivable_paid_entry,
    refund_entry,
    refund_failed_entry,
    reversal_entry,
    same_money,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
OF = Of("0197", "m25-cobham", "GBP", NOON)
A = Account


@pytest.mark.parametrize(
    ("entry", "kind", "source", "debit", "credit"),
    [
        (capture_entry(OF, "ch_1", 500), EntryKind.CAPTURE, "ch_1", A.STRIPE_CLEARING, A.TAKINGS),
        (refund_entry(OF, "re_1", 500), EntryKind.REFUND, "re_1", A.TAKINGS, A.STRIPE_CLEARING),
        (refund_failed_entry(OF, "re_1", 500), EntryKind.REFUND_FAILED, "re_1", A.STRIPE_CLEARING, A.TAKINGS),
        (receivable_entry(OF, 500), EntryKind.RECEIVABLE, "0197", A.CUSTOMER_RECEIVABLE, A.TAKINGS),
        (receivable_paid_entry(OF, "d", 500), EntryKind.RECEIVABLE_PAID, "d", A.COUNTER_CASH, A.CUSTOMER_RECEIVABLE),
        (receivable_lost_entry(OF, "d", 500), EntryKind.RECEIVABLE_LOST, "d", A.BAD_DEBT, A.CUSTOMER_RECEIVABLE),
        (fee_entry(OF, "txn_1", 500), EntryKind.FEE, "txn_1", A.FEES, A.STRIPE_CLEARING),
        (payout_entry(OF, "po_1", 500), EntryKind.PAYOUT, "po_1", A.BANK, A.STRIPE_CLEARING),
        (payout_failed_entry(OF, "po_1", 500), EntryKind.PAYOUT_FAILED, "po_1", A.STRIPE_CLEARING, A.BANK),
        (dispute_entry(OF, "dp_1", 500), EntryKind.DISPUTE, "dp_1", A.DISPUTED, A.STRIPE_CLEARING),
        (dispute_won_entry(OF, "dp_1", 500), EntryKind.DISPUTE_WON, "dp_1", A.STRIPE_CLEARING, A.DISPUTED),
        (dispute_lost_entry(OF, "dp_1", 500), EntryKind.DISPUTE_LOST, "dp_1", A.BAD_DEBT, A.DISPUTED),
    ],
)
def test_each_fact_moves_money_between_its_accounts(
    entry: Entry, kind: EntryKind, source: str, debit: Account, credit: Account
) -> None:
    assert (entry.kind, entry.source_id, entry.of) == (kind, source, OF)
    assert entry.legs == (Leg(debit, 500), Leg(credit, -500))


@pytest.mark.parametrize(
    "legs",
    [
        (),
        (Leg(A.FEES, 0), Leg(A.BANK, 0)),
        (Leg(A.FEES, 5),),
        (Leg(A.FEES, 5), Leg(A.BANK, -4)),
        (Leg(A.FEES, 5), Leg(A.FEES, -5)),
    ],
)
def test_an_entry_that_does_not_balance_is_none(legs: tuple[Leg, ...]) -> None:
    with pytest.raises(Unbalanced):
        Entry(EntryKind.CAPTURE, "ch_1", OF, legs)


@settings(max_examples=50)
@given(st.integers(-(10**12), 10**12).filter(bool))
def test_a_reversal_takes_back_what_was_posted(amount_minor: int) -> None:
    entry = fee_entry(OF, "txn_1", amount_minor)
    back = reversal_entry(PostedEntry("entry", entry, NOON), NOON)
    sums = {leg.account: leg.amount_minor for leg in entry.legs}
    assert (back.kind, back.source_id) == (EntryKind.REVERSAL, "txn_1")
    assert all(sums[leg.account] + leg.amount_minor == 0 for leg in back.legs)


def test_the_same_money_may_be_posted_at_another_time() -> None:
    later = Of("0197", "m25-cobham", "GBP", datetime(2026, 6, 2, tzinfo=UTC))
    assert same_money(capture_entry(OF, "ch_1", 5), capture_entry(later, "ch_1", 5))
    assert not same_money(capture_entry(OF, "ch_1", 5), capture_entry(OF, "ch_1", 6))
