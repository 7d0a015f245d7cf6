"""What can be asked for."""

from dataclasses import replace

import pytest
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id
from payments.domain.payment import MethodKind, Purpose
from payments.domain.request import AskedMethod, Wanted, check_wanted

VISA = AskedMethod(MethodKind.PAYMENT_METHOD, "pm_card_visa")
WANTED = Wanted(new_id(), "m25-cobham", "", "", Purpose.HOLD, VISA, 5_000, "GBP", "Pump 4", "")


@pytest.mark.parametrize("currency", ["GBP", "EUR", "JPY", "KRW", "HUF", "TWD", "VND", "XOF", "ISK", "UGX"])
def test_cards_are_charged_in_units_that_stripe_has_too(currency: str) -> None:
    check_wanted(replace(WANTED, currency=currency))


@pytest.mark.parametrize("currency", ["MGA", "KWD", "BHD", "JOD", "OMR", "TND", "XAU", "gbp", ""])
def test_what_stripe_cannot_count_is_not_charged(currency: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_wanted(replace(WANTED, currency=currency))
    assert refused.value.context["field"] == "currency"


def test_the_most_that_every_card_may_be_charged() -> None:
    for currency, most in (("GBP", 999_999_999), ("JPY", 999_999_999), ("ISK", 9_999_999)):
        check_wanted(replace(WANTED, currency=currency, amount_minor=most))
        with pytest.raises(InvalidInput) as refused:
            check_wanted(replace(WANTED, currency=currency, amount_minor=most + 1))
        assert refused.value.context["field"] == "amount_minor"
