"""Card payments and what stands around them, through the HTTP door, with a stand-in for payments."""

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from motorway.payments.v1 import desk_pb2, payment_pb2
from motorway.payments.v1 import payments_pb2 as pb
from motorway_kit.errors import Conflict, Unavailable

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of
from .stub_payments import CARD, DISPUTE, PAYMENT, READER, REFUND, SETUP
from .test_sales import last_record

URL = f"{API}/payments"
AT_READER = {"kind": "READER", "reader_id": READER}
HOLD = {"site": SITE, "amount_minor": 10_000, "currency": "GBP", "method": AT_READER, "description": "Pump 4"}


class PaymentClaimed(Conflict):
    """As payments says it."""


def said(message: Any) -> dict[str, Any]:
    return MessageToDict(message, preserving_proto_field_name=True)


async def test_a_hold_is_started_once_for_its_key(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        answers = [await http.post(URL, json=HOLD, headers={"Idempotency-Key": "k1"}) for _ in "ab"]
        record = await last_record(http)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    made = answers[0].json()
    assert (made["state"], made["site"], made["purpose"], made["card"], made["take_minor"]) == (
        "CREATED", SITE, "HOLD", None, -1,
    )  # fmt: skip
    assert made["method"] == {"kind": "READER", "reader_id": READER, "payment_method": "", "saved_card_id": ""}
    asked = said(neighbours.payments.asked)
    assert len(asked.pop("idempotency_key")) == 64
    assert asked == {
        "payment_id": made["payment_id"],
        "site_id": SITE,
        "purpose": "PAYMENT_PURPOSE_HOLD",
        "method": {"kind": "METHOD_KIND_READER", "reader_id": READER},
        "amount_minor": "10000",
        "currency": "GBP",
        "description": "Pump 4",
    }
    assert (record["target"], record["site"]) == (f"payment/{made['payment_id']}", SITE)


async def test_a_hold_whose_answer_was_lost_is_asked_for_with_the_same_key(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    """The id is another one by then; payments knows by the key that it is the same hold."""
    asked = []
    async with gateway.client() as http:
        for refusal, status in ((Unavailable("lost"), 503), (None, 201)):
            neighbours.payments.refusal = refusal
            assert (await http.post(URL, json=HOLD, headers={"Idempotency-Key": "k1"})).status_code == status
            asked.append(neighbours.payments.asked)
    assert asked[0].idempotency_key == asked[1].idempotency_key
    assert asked[0].payment_id != asked[1].payment_id


async def test_a_saved_card_comes_with_its_account(gateway: RunningGateway, neighbours: Neighbours) -> None:
    method = {"kind": "SAVED_CARD", "saved_card_id": CARD, "account_id": "acme-haulage"}
    async with gateway.client() as http:
        assert (await http.post(URL, json=HOLD | {"method": method})).status_code == 201
    asked = neighbours.payments.asked
    assert (asked.method.saved_card_id, asked.account_id) == (CARD, "acme-haulage")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"method": {"kind": "READER"}}, "method"),
        ({"method": {"kind": "LINK", "reader_id": READER}}, "method"),
        ({"method": {"kind": "SAVED_CARD", "saved_card_id": CARD}}, "method"),
        ({"method": {"kind": "PAYMENT_METHOD", "payment_method": "4242"}}, "method.payment_method"),
        ({"purpose": "CHARGE"}, "purpose"),
        ({"currency": "gbp"}, "currency"),
        ({"amount_minor": 1.5}, "amount_minor"),
    ],
)
async def test_a_wrong_hold_names_its_field(gateway: RunningGateway, wrong: dict[str, Any], field: str) -> None:
    async with gateway.client() as http:
        assert field_of(await http.post(URL, json=HOLD | wrong)) == (422, field)


async def test_a_payment_is_read_with_its_time_line(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        answer = await http.get(f"{URL}/{PAYMENT}")
    payment = answer.json()
    assert answer.headers["etag"] == '"4"'
    assert payment["card"] == {"brand": "visa", "last4": "4242", "exp_month": 5, "exp_year": 2029}
    assert (payment["state"], payment["test"], payment["capture_before"]) == (
        "AUTHORISED", True, "2026-11-18T11:06:40Z",
    )  # fmt: skip
    assert (payment["steps"][0]["what"], payment["refunds"][0]["state"]) == ("created", "PENDING")


async def test_payments_and_card_refunds_are_listed(gateway: RunningGateway, neighbours: Neighbours) -> None:
    filters = "state=AUTHORISED,CAPTURED&sale_id=s1&text=4242&unknown_only=true&limit=7"
    times = "from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z"
    async with gateway.client() as http:
        page = (await http.get(f"{URL}?site={SITE}&{filters}&{times}")).json()
        asked = neighbours.payments.asked
        refunds = (await http.get(f"{API}/card-refunds?state=PENDING&payment_id={PAYMENT}")).json()
    assert (page["items"][0]["payment_id"], page["next_cursor"]) == (PAYMENT, "next")
    assert said(asked) == {
        "sites": [SITE],
        "states": ["PAYMENT_STATE_AUTHORISED", "PAYMENT_STATE_CAPTURED"],
        "sale_id": "s1",
        "from": "2026-11-23T00:00:00Z",
        "to": "2026-11-24T00:00:00Z",
        "text": "4242",
        "unknown_only": True,
        "page_size": 7,
    }
    assert (refunds["items"][0]["refund_id"], refunds["next_cursor"]) == (REFUND, "next")
    refunds_asked = neighbours.payments.asked
    assert (list(refunds_asked.states), refunds_asked.payment_id) == ([payment_pb2.CARD_REFUND_STATE_PENDING], PAYMENT)


async def test_a_payment_is_given_up_or_tried_again(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        given_up = await http.post(f"{URL}/{PAYMENT}/cancel", json={"reason": "abandoned"})
        asked = neighbours.payments.asked
        record = await last_record(http)
        again = await http.post(f"{URL}/{PAYMENT}/retry", json={"method": {"kind": "LINK"}})
        retried = neighbours.payments.asked
        neighbours.payments.refusal = PaymentClaimed("a sale has it", sale_id="s1")
        refused = await http.post(f"{URL}/{PAYMENT}/cancel")
    assert (given_up.status_code, given_up.json()["state"]) == (200, "VOIDING")
    assert asked == pb.CancelPaymentRequest(payment_id=PAYMENT, reason="abandoned")
    assert (record["target"], record["site"], record["before"]["state"]) == (f"payment/{PAYMENT}", SITE, "AUTHORISED")
    assert (again.json()["state"], retried.method.kind, len(retried.idempotency_key)) == (
        "AUTHORISING", payment_pb2.METHOD_KIND_LINK, 36,
    )  # fmt: skip
    assert reason_of(refused) == (409, "PaymentClaimed")


@pytest.mark.parametrize(
    ("path", "body", "name", "secret"),
    [
        (f"{URL}/{PAYMENT}/client-secret", None, "client_secret", "pi_1_secret_x"),
        (f"{API}/readers/connection-token", {"site": SITE}, "secret", "pst_test_x"),
    ],
)
async def test_a_secret_of_stripe_passes_and_is_kept_nowhere(
    gateway: RunningGateway, path: str, body: Any, name: str, secret: str
) -> None:
    async with gateway.client() as http:
        answers = [await http.post(path, json=body, headers={"Idempotency-Key": "s1"}) for _ in "ab"]
        record = await last_record(http)
    assert [answer.json() for answer in answers] == [{name: secret}] * 2
    assert "Idempotency-Replayed" not in answers[1].headers
    assert record["after"] == {name: "[removed]"}


async def test_readers_are_registered_stopped_and_removed(gateway: RunningGateway, neighbours: Neighbours) -> None:
    wish = {"site": SITE, "registration_code": "simulated-wpe", "label": "Left", "till": "Counter 1"}
    async with gateway.client() as http:
        listed = (await http.get(f"{API}/readers?site={SITE}")).json()["items"]
        made = await http.post(f"{API}/readers", json=wish)
        asked = neighbours.readers.asked
        stopped = await http.post(f"{API}/readers/{READER}/cancel")
        removed = await http.delete(f"{API}/readers/{READER}")
        record = await last_record(http)
    assert (listed[0]["busy_with"], listed[0]["last_seen_at"], listed[0]["site"]) == (PAYMENT, None, SITE)
    assert (made.status_code, made.json()["reader_id"]) == (201, READER)
    assert said(asked) | {"idempotency_key": ""} == {
        "site_id": SITE, "registration_code": "simulated-wpe", "label": "Left", "till": "Counter 1",
        "idempotency_key": "",
    }  # fmt: skip
    assert (stopped.json()["busy_with"], removed.json()["label"]) == ("", "Left")
    assert (record["target"], record["before"]["label"], record["after"]) == (f"reader/{READER}", "Left", {})


async def test_a_card_is_kept_on_file(gateway: RunningGateway, neighbours: Neighbours) -> None:
    of_account = f"{API}/accounts/acme-haulage"
    async with gateway.client() as http:
        started = await http.post(f"{of_account}/card-setups", json={"site": SITE, "method": AT_READER})
        asked = neighbours.saved_cards.asked
        found = (await http.get(f"{API}/card-setups/{SETUP}")).json()
        cards = (await http.get(f"{of_account}/cards?site={SITE}")).json()["items"]
        removed = await http.delete(f"{API}/saved-cards/{CARD}?site={SITE}")
    assert (started.status_code, started.json()["state"], found["setup_id"]) == (201, "PENDING", SETUP)
    assert (asked.account_id, asked.site_id, asked.method.reader_id) == ("acme-haulage", SITE, READER)
    assert (cards[0]["card"]["last4"], cards[0]["saved_card_id"]) == ("4242", CARD)
    assert removed.json()["saved_card_id"] == CARD
    assert neighbours.saved_cards.asked == desk_pb2.RemoveSavedCardRequest(saved_card_id=CARD, site_id=SITE)


async def test_a_card_setup_whose_answer_was_lost_is_the_same_when_it_is_repeated(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    url, body = f"{API}/accounts/acme-haulage/card-setups", {"site": SITE, "method": AT_READER}
    async with gateway.client() as http:
        neighbours.saved_cards.refusal = Unavailable("the answer is lost")
        lost = await http.post(url, json=body, headers={"Idempotency-Key": "one"})
        first = neighbours.saved_cards.asked
        neighbours.saved_cards.refusal = None
        again = await http.post(url, json=body, headers={"Idempotency-Key": "one"})
        repeated = neighbours.saved_cards.asked
        await http.post(url, json=body, headers={"Idempotency-Key": "two"})
    assert (lost.status_code, again.status_code) == (503, 201)
    assert first == repeated != neighbours.saved_cards.asked


async def test_a_dispute_is_answered_or_accepted(gateway: RunningGateway, neighbours: Neighbours) -> None:
    url = f"{API}/disputes/{DISPUTE}"
    async with gateway.client() as http:
        page = (await http.get(f"{API}/disputes?site={SITE}&open_only=true")).json()
        asked = neighbours.disputes.asked
        found = (await http.get(url)).json()
        receipt = await http.get(f"{url}/receipt.pdf")
        answered = await http.post(f"{url}/evidence", json={"note": "seen on camera 3"})
        record = await last_record(http)
        accepted = (await http.post(f"{url}/accept")).json()
        neighbours.disputes.receipt = b""
        missing = await http.get(f"{url}/receipt.pdf")
    assert (page["items"][0]["status"], asked.open_only, list(asked.sites)) == ("needs_response", True, [SITE])
    assert (found["evidence"], found["submitted_at"]) == ({"service_date": "2026-11-18"}, None)
    assert (receipt.content, receipt.headers["content-type"]) == (b"%PDF-1.7", "application/pdf")
    assert reason_of(missing) == (404, "DisputeWithoutReceipt")
    assert (answered.json()["status"], accepted["status"]) == ("under_review", "lost")
    assert (record["target"], record["before"]["status"]) == (f"dispute/{DISPUTE}", "needs_response")


async def test_payments_that_are_away_are_a_503(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.payments.refusal = Unavailable("down")
    async with gateway.client() as http:
        answer = await http.get(f"{URL}/{PAYMENT}")
    assert reason_of(answer) == (503, "Unavailable")
    assert answer.json()["detail"] == "the payments service cannot be reached at the moment"
