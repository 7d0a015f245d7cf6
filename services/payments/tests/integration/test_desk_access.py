"""Who may do what with readers, cards on file, disputes and webhooks, through the real door."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import desk_pb2_grpc, payment_pb2
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, acting
from motorway_access.guard import outgoing
from motorway_access.roles import Operation, Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from payments.db import disputes as dispute_store
from payments.db import readers as reader_store
from payments.domain.dispute import DisputeSnapshot, opened
from payments.domain.reader import Registration
from payments.grpc_api import disputes, readers, saved_cards, webhooks
from payments.parts import Payments

from .desk_world import Desk, signed
from .simulated import SimulatedStripe

STUBS = (
    desk_pb2_grpc.ReadersServiceStub,
    desk_pb2_grpc.SavedCardsServiceStub,
    desk_pb2_grpc.DisputesServiceStub,
    desk_pb2_grpc.WebhooksServiceStub,
)


class DeskStub:
    """Every method of the desk's services."""

    def __init__(self, channel: Any) -> None:
        for stub in STUBS:
            vars(self).update(vars(stub(channel)))


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


@pytest_asyncio.fixture
async def about(desk: Desk) -> dict[str, dict[str, str]]:
    """A reader, a dispute and a setup at each site."""
    return {site: await _things(desk, site) for site in (OWN, OTHER)}


async def _things(desk: Desk, site: str) -> dict[str, str]:
    parts, reader_id = desk.parts, new_id()
    payment = await desk.pay(site_id=site)
    now = parts.clock()
    said = DisputeSnapshot("dp_" + site, payment.stripe_id, "won", "fraudulent", 100, "GBP", None, now, ())
    dispute = opened(new_id(), said, payment.payment_id, payment.sale_id, site)
    async with parts.db.acquire() as conn:
        await reader_store.insert(conn, reader_id, Registration(site, "code", "Reader", "", reader_id), "x", now)
        await dispute_store.insert(conn, dispute)
        await reader_store.remove(conn, reader_id, now)
    return {"reader": reader_id, "dispute": dispute.dispute_id, "setup": await _setup(parts, site)}


async def _setup(parts: Payments, site: str) -> str:
    """One that is over."""
    setup_id = new_id()
    await parts.db.execute(
        "INSERT INTO card_setup (setup_id, account_id, site_id, method_kind, state, asked_at, asked_by)"
        " VALUES ($1, 'acme', $2, 2, 4, $3, 'x')",
        setup_id,
        site,
        parts.clock(),
    )
    return setup_id


def request_of(method: str, site: str, things: dict[str, str]) -> Any:
    """About what is there, or of what will be refused as bad once it was let in."""
    card = payment_pb2.Method(kind=payment_pb2.METHOD_KIND_LINK)
    requests = {
        "ListReaders": pb.ListReadersRequest(site_id=site),
        "RegisterReader": pb.RegisterReaderRequest(site_id=site),
        "RemoveReader": pb.RemoveReaderRequest(reader_id=things["reader"]),
        "CancelReaderAction": pb.CancelReaderActionRequest(reader_id=things["reader"]),
        "CreateConnectionToken": pb.CreateConnectionTokenRequest(site_id=site),
        "StartCardSetup": pb.StartCardSetupRequest(site_id=site, method=card),
        "GetCardSetup": pb.GetCardSetupRequest(setup_id=things["setup"]),
        "ListSavedCards": pb.ListSavedCardsRequest(site_id=site, account_id="acme"),
        "RemoveSavedCard": pb.RemoveSavedCardRequest(site_id=site, saved_card_id="none"),
        "ListDisputes": pb.ListDisputesRequest(sites=[site]),
        "GetDispute": pb.GetDisputeRequest(dispute_id=things["dispute"]),
        "SubmitEvidence": pb.SubmitEvidenceRequest(dispute_id=things["dispute"]),
        "AcceptDispute": pb.AcceptDisputeRequest(dispute_id=things["dispute"]),
        "ReceiveWebhook": pb.ReceiveWebhookRequest(),
    }
    return requests[method]


@pytest_asyncio.fixture
async def ask(address: str, about: dict[str, dict[str, str]]) -> Any:
    async with AsyncExitStack() as stack:
        door = await stack.enter_async_context(remote(DeskStub, address, metadata=outgoing))

        async def call(method: str, site: str) -> object:
            return await door.call(method, request_of(method, site, about[site]), timeout_s=30)

        yield call


RULES = {**readers.RULES, **saved_cards.RULES, **disputes.RULES}


async def test_the_desk_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_nobody_gets_in_without_a_caller(ask: Ask) -> None:
    everything = {**RULES, **webhooks.RULES}
    assert await refusals(everything, ask) == dict.fromkeys(everything, "UNAUTHENTICATED")


async def test_a_list_of_disputes_shows_ones_own_sites(
    ask: Ask, keys: CallerKeys, client_of: Callable[[Any], Any]
) -> None:
    door: Remote = await client_of(desk_pb2_grpc.DisputesServiceStub)
    with calling(keys, Role.FINANCE, sites=[OWN]):
        response = await door.call("ListDisputes", pb.ListDisputesRequest())
        assert [dispute.site_id for dispute in response.disputes] == [OWN]
        with pytest.raises(PermissionDenied):
            await door.call("ListDisputes", pb.ListDisputesRequest(sites=[OTHER]))


async def test_stripe_comes_in_as_somebody_who_may_do_nothing_else(keys: CallerKeys, ask: Ask, address: str) -> None:
    """As the api-gateway asks for it."""
    grants = (Grant(Role.AUDITOR, EVERYTHING),)
    limits = frozenset({Operation.PAYMENTS_READ})
    stripe = Caller(CallerKind.USER, "stripe-webhook", "Stripe", grants, limited_to=limits)
    event = {"id": "evt_1", "object": "event", "type": "customer.created", "created": 1, "livemode": False}
    with acting(stripe, keys.signer.sign):
        async with remote(DeskStub, address, metadata=outgoing) as door:
            assert (await door.call("ReceiveWebhook", signed(event))).stored
        assert set((await refusals(RULES, ask)).values()) == {"PERMISSION_DENIED"}
