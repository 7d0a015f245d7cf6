from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from motorway_kit.errors import InvalidInput
from payments.domain.saved_card import (
    GIVEN_UP,
    CardSetup,
    SetupMethod,
    SetupRequest,
    SetupSnapshot,
    SetupState,
    apply,
    check_request,
    is_too_old,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ID = "0190b2c4-0000-7000-8000-000000000001"
WANTED = SetupRequest(ID, "acme", "m25-cobham", SetupMethod.PAYMENT_METHOD, payment_method="pm_card_visa")
SETUP = CardSetup(WANTED, SetupState.PENDING, NOW, "cora", stripe_id="seti_1")
PAGE = "https://hooks.stripe.com/3d_secure"


@pytest.mark.parametrize(
    ("status", "error", "state", "reason"),
    [
        ("requires_payment_method", "", SetupState.PENDING, ""),
        ("requires_confirmation", "", SetupState.PENDING, ""),
        ("processing", "", SetupState.PENDING, ""),
        ("requires_action", "", SetupState.ACTION_REQUIRED, ""),
        ("succeeded", "", SetupState.SUCCEEDED, ""),
        ("canceled", "", SetupState.FAILED, "given_up"),
        ("requires_payment_method", "card_declined", SetupState.FAILED, "card_declined"),
    ],
)
def test_a_setup_is_what_stripe_says(status: str, error: str, state: SetupState, reason: str) -> None:
    after = apply(SETUP, SetupSnapshot("seti_1", status, PAGE, error, "pm_1"))
    assert (after.state, after.reason) == (state, reason)
    assert bool(after.action_url) is not state.is_over


@pytest.mark.parametrize("state", [SetupState.SUCCEEDED, SetupState.FAILED])
def test_a_setup_that_is_over_stays_so(state: SetupState) -> None:
    over = replace(SETUP, state=state)
    assert apply(over, SetupSnapshot("seti_1", "requires_action", "", "", "")) == over


def test_a_card_is_wanted_until_one_was_presented() -> None:
    assert SetupSnapshot("seti_1", "requires_payment_method", "", "", "").wants_card
    assert not SetupSnapshot("seti_1", "requires_payment_method", "", "card_declined", "").wants_card
    assert not SetupSnapshot("seti_1", "requires_action", "", "", "").wants_card


def test_a_setup_is_given_up_after_a_day() -> None:
    assert not is_too_old(SETUP, NOW + GIVEN_UP - timedelta(seconds=1))
    assert is_too_old(SETUP, NOW + GIVEN_UP)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"setup_id": "7"}, "setup_id"),
        ({"account_id": ""}, "account_id"),
        ({"payment_method": "4242"}, "method.payment_method"),
        ({"payment_method": ""}, "method.payment_method"),
        ({"method": SetupMethod.READER, "reader_id": "till 1"}, "method.reader_id"),
    ],
)
def test_a_request_that_cannot_be_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_request(replace(WANTED, **change))  # type: ignore[arg-type]
    assert refused.value.context["field"] == field
