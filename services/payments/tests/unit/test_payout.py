from datetime import UTC, datetime

import pytest
from payments.domain.ledger import EntryKind
from payments.domain.payout import Content, Itemised, Payout, Transaction, bookings, content_of, fee_of

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def a_transaction(kind: str = "charge", source: str = "ch_1", amount: int = 1000, fee: int = 34) -> Transaction:
    return Transaction("txn_1", kind, source, amount, fee, "GBP", NOON)


def a_payout(amount: int, itemised: Itemised = Itemised.YES) -> Payout:
    return Payout("po_1", amount, "GBP", "paid", NOON, NOON, itemised)


@pytest.mark.parametrize(
    ("transaction", "expected"),
    [
        (a_transaction(), [(EntryKind.FEE, "txn_1", 34)]),
        (a_transaction("refund", "re_1", -1000, 0), []),
        (a_transaction("adjustment", "dp_1", -1000, 1500), [(EntryKind.FEE, "txn_1", 1500)]),
        (a_transaction("stripe_fee", "", -200, 0), [(EntryKind.FEE, "txn_1", 200)]),
        (a_transaction("payout", "po_1", -900, 0), [(EntryKind.PAYOUT, "po_1", 900)]),
        (a_transaction("payout_failure", "po_1", 900, 0), [(EntryKind.PAYOUT_FAILED, "po_1", 900)]),
        (a_transaction("charge", "ch_1", 1000, -34), [(EntryKind.FEE, "txn_1", -34)]),
    ],
)
def test_only_what_nobody_else_tells_is_posted(
    transaction: Transaction, expected: list[tuple[EntryKind, str, int]]
) -> None:
    entries = bookings(transaction, "m25-cobham", "0197")
    assert [(entry.kind, entry.source_id, entry.legs[0].amount_minor) for entry in entries] == expected
    assert all(entry.of.at == NOON and entry.of.site_id == "m25-cobham" for entry in entries)


def test_what_is_posted_of_a_transaction_is_what_it_did_to_the_balance() -> None:
    for transaction in (a_transaction("stripe_fee", "", -200, 0), a_transaction("payout", "po_1", -900, 0)):
        clearing = sum(entry.legs[1].amount_minor for entry in bookings(transaction, "", ""))
        assert clearing == transaction.net_minor
    assert fee_of(a_transaction("stripe_fee", "", -200, 3)) == 203


def test_a_payout_is_made_of_its_transactions_without_itself() -> None:
    made_of = [a_transaction(), a_transaction("refund", "re_1", -300, 0), a_transaction("payout", "po_1", -666, 0)]
    assert content_of(a_payout(666), made_of) == Content(700, 34, 2, reconciled=True)
    assert not content_of(a_payout(665), made_of).reconciled


def test_a_payout_on_demand_is_taken_as_it_is() -> None:
    assert content_of(a_payout(665, Itemised.NEVER), []) == Content(reconciled=True)
