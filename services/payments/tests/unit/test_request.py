"""What can be asked for."""

from dataclasses import replace

import pytest
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id
from payments.domain.payment import MethodKind, Purpose
from payments.domain.request import AskedMethod, Wanted, check_wanted

VISA = AskedMethod(MethodKind.PAYMENT_METHOD, "pm_card_visa")
WANTED = Wanted(new_id(), "m25-cobham", "", "", Purpose.HOLD, VISA, 5_000, "GBP", "Pump 4", "")


@pytest.mark.parametrize("currency", ["GBP", "EUR", "JPY", "KRW", "HUF", "TWD", "VND", "XOF"])
def test_cards_are_charged_in_units_that_stripe_counts_in_too(currency: str) -> None:
    check_wanted(replace(WANTED, currency=currency))


@pytest.mark.parametrize("currency", ["ISK", "UGX", "MGA", "KWD", "BHD", "JOD", "OMR", "TND", "XAU", "gbp", ""])
def test_in_other_units_a_card_would_be_charged_another_amount(currency: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_wanted(replace(WANTED, currency=currency))
    assert refused.value.context["field"] == "currency"


def test_the_most_that_every_card_may_be_charged() -> None:
    check_wanted(replace(WANTED, amount_minor=999_999_999))
    with pytest.raises(InvalidInput) as refused:
        check_wanted(replace(WANTED, amount_minor=1_000_000_000))
    assert refused.value.context["field"] == "amount_minor"
