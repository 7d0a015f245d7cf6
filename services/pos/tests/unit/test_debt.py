"""What is owed by who left without paying."""

import pytest
from motorway_kit.errors import InvalidInput
from pos.domain import debt as rules
from pos.domain.debt import Debt, DebtKind, DebtNotOpen, DebtState, Seen

from .ticket_samples import ANN, BOB, fuelled

DRIVE_OFF, NO_MEANS = DebtKind.DRIVE_OFF, DebtKind.NO_MEANS


def a_debt() -> Debt:
    return rules.owed(fuelled(), "d1", DRIVE_OFF, Seen("AB12 CDE"), ANN)


def test_what_is_due_is_owed() -> None:
    debt = a_debt()
    assert (debt.amount_minor, debt.pump, debt.recorded_by, debt.state) == (3000, 1, "ann", DebtState.OPEN)


@pytest.mark.parametrize(
    ("text", "plate"),
    [("ab12 cde", "AB12 CDE"), ("  b-mw  1234 ", "B-MW 1234"), ("ö 123", "Ö 123")],
)
def test_a_registration_has_one_form(text: str, plate: str) -> None:
    assert rules.sound_seen(DRIVE_OFF, Seen(text)).registration == plate


@pytest.mark.parametrize(
    ("kind", "seen", "field"),
    [
        (DRIVE_OFF, Seen(), "registration"),
        (DRIVE_OFF, Seen("A" * 16), "registration"),
        (DRIVE_OFF, Seen("A;B"), "registration"),
        (DRIVE_OFF, Seen("A", photo_ref="x" * 301), "photo_ref"),
        (DRIVE_OFF, Seen("A", note="a\nb"), "note"),
        (NO_MEANS, Seen("A"), "person"),
        (NO_MEANS, Seen(person=" Jo"), "person"),
    ],
)
def test_what_was_seen_names_its_wrong_field(kind: DebtKind, seen: Seen, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.sound_seen(kind, seen)
    assert refused.value.context["field"] == field


def test_a_photo_or_a_person_is_enough() -> None:
    assert rules.sound_seen(DRIVE_OFF, Seen(photo_ref="cam/1.jpg"))
    assert rules.sound_seen(NO_MEANS, Seen(person="Jo Smith, 1 High Street"))


def test_a_debt_ends_once() -> None:
    paid = rules.settle(a_debt(), BOB)
    assert (paid.state, paid.settled_by, paid.settled_shift_id, paid.version) == (
        DebtState.SETTLED,
        "bob",
        "shift-b",
        2,
    )
    gone = rules.write_off(a_debt(), BOB, "no trace")
    assert (gone.state, gone.settled_reason) == (DebtState.WRITTEN_OFF, "no trace")
    assert rules.write_off(gone, ANN, "") is gone
    for ended in (paid, gone):
        with pytest.raises(DebtNotOpen):
            rules.settle(ended, ANN)
    with pytest.raises(DebtNotOpen):
        rules.write_off(paid, ANN, "no trace")
    with pytest.raises(InvalidInput):
        rules.write_off(a_debt(), ANN, "")
