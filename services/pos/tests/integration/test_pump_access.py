"""Who may do what with pumps, through the real door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from motorway.pos.v1 import pumps_pb2, pumps_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.grpc_client import remote
from motorway_kit.ids import new_id
from pos.grpc_api.pumps import RULES
from pos.parts import Pos

from .pump_world import a_site, with_site


@pytest_asyncio.fixture
async def ask(address: str, parts: Pos) -> AsyncIterator[Ask]:
    await with_site(parts, a_site(OWN))
    await with_site(parts, a_site(OTHER))
    async with remote(pumps_pb2_grpc.PumpsServiceStub, address, metadata=outgoing) as door:

        async def call(method: str, site: str) -> object:
            key = new_id()
            request = {
                "ListPumps": pumps_pb2.ListPumpsRequest(site_id=site),
                "ControlPump": pumps_pb2.ControlPumpRequest(
                    site_id=site, pump=1, command=pumps_pb2.PUMP_COMMAND_OPEN, idempotency_key=key
                ),
                "StopForecourt": pumps_pb2.StopForecourtRequest(site_id=site, idempotency_key=key),
                "StartForecourt": pumps_pb2.StartForecourtRequest(site_id=site, idempotency_key=key),
            }[method]
            return await door.call(method, request)

        yield call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(ask: Ask, tmp_path: Path) -> None:
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


@pytest.mark.parametrize("method", RULES)
async def test_every_rule_has_its_question(ask: Ask, keys: CallerKeys, method: str) -> None:
    with calling(keys):
        assert await refusals([method], ask) == {method: ""}
