"""What may be charged of a currency."""

import pytest
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects.amounts import require_chargeable


@pytest.mark.parametrize(
    ("amount", "currency"),
    [(50_000, "isk"), (50_000, "ugx"), (5_120, "kwd"), (20_045, "huf"), (80_045, "twd"), (501, "jpy")],
)
def test_amounts_in_the_units_that_the_currency_has(amount: int, currency: str) -> None:
    require_chargeable(amount, currency)


@pytest.mark.parametrize(("amount", "currency"), [(50_001, "isk"), (50_050, "ugx"), (5_124, "kwd")])
def test_fractions_that_cannot_be_charged(amount: int, currency: str) -> None:
    with pytest.raises(InvalidRequest):
        require_chargeable(amount, currency)
