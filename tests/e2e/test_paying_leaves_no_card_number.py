"""No card number enters, is kept, is logged or is told, whatever cards are paid with and wherever one is typed."""

import pytest
from motorway_kit.testing import wait_until

from tests.support.card_numbers import KNOWN, found_in, in_databases, in_files, listening
from tests.support.cards import MASTERCARD, by, charge, held, payment_becomes, prepaid_by_card, reader_stands
from tests.support.desk import POLL_S, SOON_S, Desk
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

GROUPED = " ".join(KNOWN[0][at : at + 4] for at in range(0, 16, 4))


async def test_no_card_number_is_in_any_database_log_or_event(places: Places, platform: Platform) -> None:
    station = await places("pan")
    jo = await station.till("Counter 1")
    async with listening(platform) as heard:
        await _cards_are_paid_with(station, jo)
        await _numbers_are_typed(jo)
        await wait_until(lambda: any(b"PaymentCaptured" in event for event in heard), SOON_S, POLL_S)
    assert found_in(f'{{"note": "{KNOWN[0]}"}}'.encode()) == {KNOWN[0]}
    assert [found_in(event) for event in heard if found_in(event)] == []
    assert in_files(platform.home / "logs") == {}
    assert in_databases(platform) == {}


async def _cards_are_paid_with(station: Station, desk: Desk) -> None:
    """One that is held before fuelling, and one at the reader."""
    await prepaid_by_card(desk, 1, await held(desk, 4_000, by(MASTERCARD)))
    await station.arrives(1)
    reader = await reader_stands(station)
    await station.calls(2)
    sale_id = (await desk.release(2))["sale_id"]
    await desk.becomes(sale_id, "PAYABLE")
    await desk.lock(sale_id)
    await charge(desk, sale_id, {"kind": "READER", "reader_id": reader["reader_id"]})
    cleared = await desk.becomes(sale_id, "CLEARED")
    payment_id = cleared["tenders"][0]["payment_id"]
    assert (await payment_becomes(desk, payment_id, "CAPTURED"))["card"]["last4"].isdigit()


async def _numbers_are_typed(desk: Desk) -> None:
    """By people who mean well, into whatever takes a text, and by machines into what does not."""
    method = {"kind": "PAYMENT_METHOD", "payment_method": KNOWN[0]}
    hold = {"site": desk.site, "amount_minor": 100, "currency": "GBP"}
    typed = [
        ("POST", "/payments", {**hold, "method": method}),
        ("POST", "/payments", {**hold, "method": by(), "description": f"card {GROUPED}"}),
        ("POST", "/sales", {"site": desk.site, "kind": "SHOP", "note": KNOWN[1]}),
        ("POST", "/readers", {"site": desk.site, "registration_code": KNOWN[2], "label": "x", "till": ""}),
        ("GET", f"/payments?text={KNOWN[3]}", None),
        ("GET", f"/sales/{KNOWN[0]}", None),
    ]
    for method_, path, body in typed:
        answer = await desk.ask(method_, path, body)
        assert (answer.status_code, answer.json()["reason"]) == (422, "CardNumberRefused"), (path, answer.text)
        assert found_in(answer.content) == set()
    told = await desk.http.post("/webhooks/stripe", content=KNOWN[0].encode(), headers={"Stripe-Signature": KNOWN[0]})
    assert told.status_code == 400
