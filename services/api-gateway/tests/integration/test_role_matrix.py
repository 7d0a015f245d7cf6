"""Every route x every role x own site, other site and everything, through the real door, both ways.

The gateway and the guards of its neighbours are the real ones, so that each call is asked about twice.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import httpx
import pytest
from api_gateway.http_api import described
from api_gateway.http_api.routing import OperationMissing, Route
from api_gateway.settings import Settings
from fastapi import APIRouter
from motorway_access.caller import EVERYTHING, Scope
from motorway_access.roles import NETWORK_WIDE, Operation, Role, allows
from motorway_kit.ids import new_id

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE, make_site
from .people import API, OTHER, at, make_user, over, token_of
from .role_samples import NOBODY, OPEN, SAMPLES, About, Sample
from .stub_alerts import INCIDENT, SILENCE
from .stub_notifications import NOTIFICATION, OVERRIDE, SUBSCRIPTION
from .stub_payments import BREAK, CARD, DISPUTE, PAYMENT, READER, SETUP
from .stub_photos import PHOTO
from .stub_receipts import RECEIPT, SALE, TOKEN
from .stub_sales import DEBT, REFUND

ROUTES = {
    f"{method} {route.path}": route
    for route in described().routes
    if isinstance(route, Route)
    for method in route.methods or ()
}
AT_ONCE = 4
BOUND_TO: dict[str, tuple[dict[str, Any], Scope]] = {
    "own": ({"site": SITE}, Scope(frozenset({SITE}))),
    "area": ({"area": "own"}, Scope(frozenset({SITE}))),
    "other": ({"site": OTHER}, Scope(frozenset({OTHER}))),
    "everything": ({"everything": True}, EVERYTHING),
}


@dataclass(frozen=True)
class Cell:
    """A caller with a role bound to some sites, and the route it asks for."""

    route: str
    role: Role
    bound: str

    @property
    def sample(self) -> Sample:
        return SAMPLES[self.route]

    @property
    def expected(self) -> tuple[int, ...]:
        """By the table of roles alone."""
        operation, scope = ROUTES[self.route].operation, BOUND_TO[self.bound][1]
        assert operation is not None
        network_wide = operation in NETWORK_WIDE or self.sample.about is About.NETWORK
        if not allows(self.role, operation) or (network_wide and not scope.everything):
            return (403,)
        if self.sample.about in (About.SITE, About.HIDDEN) and not scope.covers(SITE):
            return (404,) if self.sample.about is About.HIDDEN else (403,)
        return self.sample.let_in


@dataclass
class Stage:
    """What the requests are about: each thing belongs to SITE."""

    gateway: RunningGateway
    ids: dict[str, str] = field(default_factory=dict)

    async def send(self, http: httpx.AsyncClient, route: str, sample: Sample) -> tuple[int, str]:
        """Status and reason; of a stream only its head is awaited."""
        method, path = route.split(" ")
        body = json.loads(self._filled(json.dumps(sample.body))) if sample.body is not None else None
        url = self._filled(path) + (f"?{sample.query}" if sample.query else "")
        async with http.stream(method, url, json=body, data=sample.form) as response:
            if response.status_code < 400:
                return response.status_code, ""
            return response.status_code, json.loads(await response.aread())["reason"]

    def _filled(self, text: str) -> str:
        for name, value in {**self.ids, "fresh": new_id()}.items():
            text = text.replace(f"{{{name}}}", value)
        return text


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Without limits, of which the matrix is no test; with room for all of its live streams."""
    return settings.model_copy(update={"rate_limit_per_key": 0, "rate_limit_per_address": 0, "live_max_clients": 1000})


async def set_up(gateway: RunningGateway, neighbours: Neighbours) -> Stage:
    neighbours.pos.sites[OTHER] = make_site(OTHER)
    async with gateway.client() as http:
        await http.put(f"{API}/areas/own", json={"name": "Own", "sites": [SITE]})
        ann = await make_user(http, "ann", at("cashier"), over("cashier", "own"))
        await http.put(f"{API}/users/{ann['user_id']}/pin", json={"pin": "7093"})
        till = (await http.post(f"{API}/tills", json={"site": SITE, "name": "Counter 1"})).json()
        key = (await http.post(f"{API}/api-keys", json={"name": "Export", "grants": [at("auditor")]})).json()
        device = (await http.post(f"{API}/devices", json={"site": SITE})).json()
        record = (await http.get(f"{API}/audit?site={SITE}")).json()["items"][0]
    ids = {
        "site": SITE,
        "area": "own",
        "user_id": ann["user_id"],
        "till_id": till["till_id"],
        "api_key_id": key["api_key"]["api_key_id"],
        "device_id": device["device"]["device_id"],
        "alert_id": "a1",
        "incident_id": INCIDENT,
        "silence_id": SILENCE,
        "rule_id": "tank_low",
        "notification_id": NOTIFICATION,
        "subscription_id": SUBSCRIPTION,
        "override_id": OVERRIDE,
        "channel_id": "ops-mail",
        "recipient_id": "jo",
        "rota_id": "night",
        "policy_id": "usual",
        "account_id": "acme-haulage",
        "item_id": "coffee",
        "receipt_id": RECEIPT,
        "sale_id": SALE,
        "photo_id": PHOTO,
        "format": "pdf",
        "token": TOKEN,
        "registration": "AB12CDE",
        "month": "2026-05",
        "price_set": "2",
        "refund_id": REFUND,
        "debt_id": DEBT,
        "payment_id": PAYMENT,
        "reader_id": READER,
        "setup_id": SETUP,
        "saved_card_id": CARD,
        "dispute_id": DISPUTE,
        "break_id": BREAK,
        "number": "1",
        "pump": "1",
        "shift_id": NOBODY,
        "till": "Counter 1",
        "operation_id": NOBODY,
        "discrepancy_id": NOBODY,
        "record_id": record["record_id"],
        "session_id": NOBODY,
    }
    return Stage(gateway, ids)


async def contradictions(stage: Stage, role: Role, bound: str) -> list[str]:
    """Where the door is not as the table, for one caller."""
    name = f"{role}-{bound}"
    async with stage.gateway.client() as admin:
        await make_user(admin, name, {"role": role, **BOUND_TO[bound][0]})
    wrong = []
    async with stage.gateway.client(token=await token_of(stage.gateway, name)) as http:
        for route in SAMPLES:
            cell = Cell(route, role, bound)
            status, reason = await stage.send(http, route, cell.sample)
            if status not in cell.expected:
                wrong.append(f"{route} by {role} at {bound}: {status} {reason}, not {cell.expected}")
    return wrong


async def test_every_route_lets_in_whom_the_table_lets_in_and_nobody_else(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    stage, turns = await set_up(gateway, neighbours), asyncio.Semaphore(AT_ONCE)

    async def tried(role: Role, bound: str) -> list[str]:
        async with turns:
            return await contradictions(stage, role, bound)

    found = await asyncio.gather(*(tried(role, bound) for role, bound in product(Role, BOUND_TO)))
    assert [line for lines in found for line in lines] == []


async def test_without_signing_in_only_the_open_routes_answer(gateway: RunningGateway, neighbours: Neighbours) -> None:
    stage, wrong = await set_up(gateway, neighbours), []
    async with gateway.client(token="") as http:
        for route, sample in SAMPLES.items():
            if (answer := await stage.send(http, route, sample)) != (401, "NotSignedIn"):
                wrong.append((route, answer))
        http.headers["Sec-Fetch-Site"] = "same-origin"
        for route, sample in OPEN.items():
            status, reason = await stage.send(http, route, sample)
            if status not in sample.let_in or reason == "NotAllowed":
                wrong.append((route, (status, reason)))
    assert wrong == []


async def test_what_is_no_route_is_not_found_whoever_asks(gateway: RunningGateway) -> None:
    for token in (None, ""):
        async with gateway.client(token=token) as http:
            for method, path in (("GET", "/nothing"), ("POST", "/users/x/promote"), ("DELETE", "/audit/1/2")):
                assert (await http.request(method, API + path)).status_code == 404


def test_every_route_has_its_sample() -> None:
    samples = SAMPLES | OPEN
    assert samples.keys() == ROUTES.keys()
    assert {name for name in OPEN if ROUTES[name].operation is not None} == set()
    assert {name for name in SAMPLES if ROUTES[name].operation is None} == set()


def test_every_operation_has_a_route() -> None:
    assert {route.operation for route in ROUTES.values()} == {*Operation, None}


def test_a_route_that_names_no_operation_is_refused_when_it_is_made() -> None:
    router = APIRouter(route_class=Route)
    with pytest.raises(OperationMissing, match="/open"):
        router.add_api_route("/open", lambda: None)


def cells() -> Iterator[Cell]:
    return (Cell(*parts) for parts in product(SAMPLES, Role, BOUND_TO))


def test_the_matrix_says_both_yes_and_no_of_every_operation() -> None:
    """But of those that everybody may, everywhere."""
    for operation in Operation:
        own = [cell for cell in cells() if ROUTES[cell.route].operation is operation]
        let_in = [cell.expected == cell.sample.let_in for cell in own]
        assert any(let_in), operation
        assert operation in (Operation.PROFILE, Operation.PUSH_SUBSCRIBE) or not all(let_in), operation
