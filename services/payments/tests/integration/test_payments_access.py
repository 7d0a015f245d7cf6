"""Who may do what with card payments, through the real door; and how they are listed."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import payment_pb2 as pb
from motorway.payments.v1 import payments_pb2, payments_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import InvalidInput, NotFound, PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from payments.db.payments import listing
from payments.grpc_api.payments import RULES
from stripe_simulator.fault_rules import Do, Match, Rule

from .paying_world import CHARGE, HOLD, VISA, Paying, card


@pytest_asyncio.fixture
async def door(address: str) -> AsyncIterator[Remote]:
    """Card payments, as the caller of the block, or else as nobody."""
    async with remote(payments_pb2_grpc.PaymentsServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def paid_at(paying: Paying) -> dict[str, str]:
    return {site: (await paying.pay(CHARGE, site_id=site)).payment_id for site in (OWN, OTHER)}


@pytest.fixture
def ask(door: Remote, paid_at: dict[str, str]) -> Ask:
    asked: dict[str, Callable[[str], Any]] = {
        "StartPayment": lambda site: payments_pb2.StartPaymentRequest(
            payment_id=new_id(), site_id=site, purpose=HOLD, amount_minor=100, currency="GBP", method=VISA
        ),
        "ClaimPayment": lambda site: payments_pb2.ClaimPaymentRequest(
            payment_id=paid_at[site], site_id=site, sale_id=new_id()
        ),
        "RetryPayment": lambda site: payments_pb2.RetryPaymentRequest(
            payment_id=paid_at[site], method=VISA, idempotency_key=new_id()
        ),
        "CancelPayment": lambda site: payments_pb2.CancelPaymentRequest(payment_id=paid_at[site]),
        "GetPayment": lambda site: payments_pb2.GetPaymentRequest(payment_id=paid_at[site]),
        "ListPayments": lambda site: payments_pb2.ListPaymentsRequest(sites=[site]),
        "ListCardRefunds": lambda site: payments_pb2.ListCardRefundsRequest(sites=[site]),
        "GetClientSecret": lambda site: payments_pb2.GetClientSecretRequest(payment_id=paid_at[site]),
    }

    async def call(method: str, site: str) -> object:
        return await door.call(method, asked[method](site))

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_what_is_not_known_is_not_found(paying: Paying) -> None:
    for payment_id in (new_id(), "no-id"):
        with pytest.raises(NotFound) as missing:
            await paying.get(payment_id)
        assert missing.value.reason == "PaymentNotFound"


async def listed(paying: Paying, **wanted: Any) -> list[int]:
    """By amount, in their order."""
    request = payments_pb2.ListPaymentsRequest(**wanted)
    return [payment.amount_minor for payment in (await paying.client.call("ListPayments", request)).payments]


async def test_payments_are_listed_newest_first_page_by_page(paying: Paying) -> None:
    for amount in (101, 102, 103):
        await paying.ask(CHARGE, amount)
    request = payments_pb2.ListPaymentsRequest(page_size=2)
    first = await paying.client.call("ListPayments", request)
    request.cursor = first.next_cursor
    rest = await paying.client.call("ListPayments", request)
    assert [payment.amount_minor for payment in (*first.payments, *rest.payments)] == [103, 102, 101]
    assert rest.next_cursor == ""


async def test_payments_are_found_by_what_is_known_of_them(paying: Paying) -> None:
    sale = new_id()
    paid = await paying.pay(CHARGE, 101, sale_id=sale)
    await paying.pay(CHARGE, 102, card("pm_card_chargeDeclined"))
    paying.stripe.spoil(Rule(match=Match(path="*/confirm"), do=Do.DROP_BEFORE))
    await paying.pay(HOLD, 103, site_id=OTHER)
    assert await listed(paying, states=[pb.PAYMENT_STATE_DECLINED]) == [102]
    assert await listed(paying, sale_id=sale) == [101]
    assert await listed(paying, unknown_only=True) == [103]
    assert await listed(paying, sites=[OTHER]) == [103]
    charge_id = await paying.parts.db.fetchval("SELECT charge_id FROM payment WHERE payment_id = $1", paid.payment_id)
    for text in (paid.payment_id, paid.payment_id.upper(), paid.sale_id, paid.stripe_id, charge_id, "4242"):
        assert await listed(paying, text=text) == [101]
    assert await listed(paying, text="nothing") == []
    async with paying.parts.db.acquire() as conn:
        moment = await conn.fetchval("SELECT created_at FROM payment WHERE amount_minor = 102")
    assert await listed(paying, **{"from": moment}) == [103, 102]
    assert await listed(paying, to=moment) == [101]


MANY = """
INSERT INTO payment SELECT (jsonb_populate_record(p, jsonb_build_object('payment_id', gen_random_uuid(),
  'sale_id', gen_random_uuid(), 'last4', lpad((i % 1000)::text, 4, '0'), 'stripe_id', 'pi_' || i,
  'charge_id', 'ch_' || i, 'page_id', 'cs_' || i))).* FROM payment p, generate_series(1, 3000) i
"""


async def test_a_text_is_looked_for_in_an_index(paying: Paying) -> None:
    await paying.ask()
    await paying.parts.db.execute(MANY)
    await paying.parts.db.execute("ANALYZE payment")
    indexes = {
        "0042": "payment_last4",
        "pi_42": "payment_of_intent",
        "ch_42": "payment_of_charge",
        "cs_42": "payment_of_page",
        new_id(): "payment_of_sale",
    }
    for text, index in indexes.items():
        values = [*[None] * 5, False, None, 50, text]
        rows = await paying.parts.db.fetch(f"EXPLAIN {listing(text)}", *values)
        assert any(index in row[0] for row in rows), text


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("cursor", {"cursor": "x"}),
        ("sale_id", {"sale_id": "x"}),
        ("states", {"states": [99]}),
        ("text", {"text": "x" * 101}),
        ("text", {"text": "42\0"}),
    ],
)
async def test_wrong_filters_name_their_field(paying: Paying, field: str, wanted: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        await listed(paying, **wanted)
    assert refused.value.context["field"] == field


async def test_one_lists_ones_own_sites(paying: Paying, paid_at: dict[str, str], keys: CallerKeys) -> None:
    with calling(keys, Role.CASHIER, sites=[OWN]):
        found = (await paying.client.call("ListPayments", payments_pb2.ListPaymentsRequest())).payments
        with pytest.raises(PermissionDenied):
            await listed(paying, sites=[OTHER])
    assert [payment.payment_id for payment in found] == [paid_at[OWN]]
