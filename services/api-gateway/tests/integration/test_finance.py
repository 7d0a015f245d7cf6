"""The money behind card payments, and Stripe's webhooks, through the HTTP door with a stand-in for payments."""

from collections.abc import AsyncIterator

import httpx
import pytest
from api_gateway.http_api.webhooks import STRIPE
from api_gateway.settings import Settings
from motorway.payments.v1 import finance_pb2
from motorway_access.roles import Operation
from motorway_kit.errors import Unavailable

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of
from .stub_payments import BREAK, PAYMENT
from .test_payments import said
from .test_sales import last_record

WEBHOOK = f"{API}/webhooks/stripe"
SIGNED = {"Stripe-Signature": "t=1,v1=ab"}


async def test_the_ledger_is_read(gateway: RunningGateway, neighbours: Neighbours) -> None:
    query = f"account=takings&site={SITE}&payment_id={PAYMENT}&from=2026-11-23T00:00:00Z&limit=7"
    async with gateway.client() as http:
        balances = (await http.get(f"{API}/finance/balances?before=2026-11-23T00:00:00Z")).json()["items"]
        asked = neighbours.finance.asked
        entries = (await http.get(f"{API}/finance/entries?{query}")).json()
        entries_asked = neighbours.finance.asked
        payouts = (await http.get(f"{API}/finance/payouts?limit=3")).json()
    assert balances == [{"account": "takings", "currency": "GBP", "balance_minor": -6_337}]
    assert said(asked) == {"before": "2026-11-23T00:00:00Z"}
    assert (entries["items"][0]["legs"], entries["next_cursor"]) == (
        [{"account": "stripe_clearing", "amount_minor": 6_337}], "next",
    )  # fmt: skip
    assert said(entries_asked) == {
        "account": "takings", "site_id": SITE, "payment_id": PAYMENT, "from": "2026-11-23T00:00:00Z", "page_size": 7,
    }  # fmt: skip
    assert (payouts["items"][0]["payout_id"], payouts["items"][0]["reconciled"]) == ("po_1", True)
    assert neighbours.finance.asked == finance_pb2.ListPayoutsRequest(page_size=3)


async def test_a_break_is_found_and_explained(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        run = await http.post(f"{API}/finance/reconciliation", json={"what": "hourly"})
        asked = neighbours.finance.asked
        page = (await http.get(f"{API}/breaks?site={SITE}&open_only=true")).json()
        explained = await http.post(f"{API}/breaks/{BREAK}/resolve", json={"note": "by hand"})
        record = await last_record(http)
        wrong = await http.post(f"{API}/finance/reconciliation", json={"what": "yearly"})
    assert (run.json(), asked.what) == ({"compared": 7, "healed": 2, "found": 1}, "hourly")
    assert (page["items"][0]["break_class"], page["items"][0]["resolved_at"]) == ("amount_differs", None)
    assert (explained.json()["resolution"], explained.json()["note"]) == ("explained", "by hand")
    assert (record["target"], record["site"], record["before"]["resolution"]) == (f"break/{BREAK}", SITE, "")
    assert field_of(wrong) == (422, "what")


async def test_a_day_ends_on_the_screen_and_as_a_file(gateway: RunningGateway, neighbours: Neighbours) -> None:
    url = f"{API}/sites/{SITE}/day-end"
    async with gateway.client() as http:
        shown = (await http.get(f"{url}?day=2026-11-22")).json()
        files = [await http.get(f"{url}.{form}?day=2026-11-22") for form in ("csv", "pdf")]
        wrong = [await http.get(f"{url}.{rest}") for rest in ("csv", "xls?day=2026-11-22", "pdf?day=today")]
    assert (shown["day"], shown["rows"][0]["brand"], shown["net_minor"]) == ("2026-11-22", "visa", 6_332)
    assert [file.headers["content-type"] for file in files] == ["text/csv; charset=utf-8", "application/pdf"]
    assert files[0].headers["content-disposition"] == f'attachment; filename="day-end-{SITE}-2026-11-22.csv"'
    assert neighbours.finance.asked.format == "pdf"
    assert [field_of(answer) for answer in wrong] == [(422, "day"), (422, "format"), (422, "day")]


async def test_a_webhook_is_passed_on_byte_for_byte(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = b'{ "id": "evt_1",\r\n  "note": "4242 4242 4242 4242", "x": "\\u00e9 \xff" }  '
    foreign = {"Idempotency-Key": "", "Sec-Fetch-Site": "cross-site", "Cookie": "motorway_session=x"}
    async with gateway.client(token="") as http:
        received = await http.post(WEBHOOK, content=body, headers=SIGNED | foreign)
    assert (received.status_code, received.json()) == (200, {"stored": True})
    asked = neighbours.webhooks.asked
    assert (asked.body, asked.signature) == (body, "t=1,v1=ab")
    assert neighbours.webhooks.caller == STRIPE
    assert [name for name in Operation if STRIPE.may(name)] == [Operation.PAYMENTS_READ]
    async with gateway.client() as http:
        records = (await http.get(f"{API}/audit?limit=50")).json()["items"]
    assert [one for one in records if "webhook" in one["operation"]] == []


async def test_a_webhook_that_is_not_signed_is_refused_for_good(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client(token="") as http:
        unsigned = await http.post(WEBHOOK, json={"id": "evt_1"})
        neighbours.webhooks.refusal = Unavailable("down")
        later = await http.post(WEBHOOK, json={"id": "evt_1"}, headers=SIGNED)
    assert reason_of(unsigned) == (400, "WebhookSignatureInvalid")
    assert reason_of(later) == (503, "Unavailable")


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_webhook_has_its_own_size(gateway: RunningGateway, neighbours: Neighbours, *, chunked: bool) -> None:
    async def sent(http: httpx.AsyncClient, size: int) -> httpx.Response:
        body = b"x" * size

        async def parts() -> AsyncIterator[bytes]:
            yield body

        return await http.post(WEBHOOK, content=parts() if chunked else body, headers=SIGNED)

    async with gateway.client(token="") as http:
        assert (await sent(http, 256 * 1024)).status_code == 200
        assert reason_of(await sent(http, 256 * 1024 + 1)) == (413, "ContentTooLarge")
    assert len(neighbours.webhooks.asked.body) == 256 * 1024


class TestLimits:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"rate_limit_per_address": 1})

    async def test_stripe_is_not_turned_away_with_others_of_its_address(self, gateway: RunningGateway) -> None:
        async with gateway.client(token="") as http:
            received = [await http.post(WEBHOOK, json={}, headers=SIGNED) for _ in range(5)]
            others = [await http.get("/openapi.json") for _ in range(3)]
        assert {answer.status_code for answer in received} == {200}
        assert received[0].headers["ratelimit-policy"] == '"webhook";q=60000;w=60'
        assert others[-1].status_code == 429
