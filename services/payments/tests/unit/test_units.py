"""Money between Stripe and us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payments.domain.units import at_stripe, minor_of

CURRENCIES = st.sampled_from(["GBP", "EUR", "JPY", "HUF", "ISK", "UGX"])


@pytest.mark.parametrize(("currency", "amount"), [("GBP", 6_337), ("JPY", 6_337), ("ISK", 633_700), ("UGX", 633_700)])
def test_krona_and_uganda_shilling_have_two_decimals_at_stripe(currency: str, amount: int) -> None:
    """docs.stripe.com/currencies#special-cases: 5 of them are 500."""
    assert at_stripe(6_337, currency) == amount


@given(amount=st.integers(-(10**9), 10**9), currency=CURRENCIES)
def test_there_and_back_it_is_the_same(amount: int, currency: str) -> None:
    assert minor_of(at_stripe(amount, currency), currency) == amount


def test_a_part_of_a_krona_is_no_amount() -> None:
    with pytest.raises(ValueError, match="150 of ISK"):
        minor_of(150, "ISK")
