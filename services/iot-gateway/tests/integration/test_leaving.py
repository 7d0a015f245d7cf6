"""A gateway that is told to go finishes what it has begun."""

import asyncio
from typing import Any

from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import iot_pb2_grpc
from motorway_access.testing import CallerKeys
from motorway_kit.grpc_client import remote
from motorway_kit.testing import wait_until

from .pumps import Forecourt, authorise, outcomes


async def test_an_order_that_is_under_way_gets_its_answer(
    settings: IotGatewaySettings, keys: CallerKeys, controller: Any, start_gateway: Any
) -> None:
    """The answer comes over a connection that must outlive the door through which the order came."""
    async with controller() as site:
        forecourt = Forecourt(site, answering=False)

        async def answers_late(health: Any) -> None:
            await wait_until(lambda: not health.started)
            await forecourt.answer(site.commands[0])

        async with remote(iot_pb2_grpc.IotGatewayServiceStub, settings.grpc_bind, metadata=keys.metadata) as api:
            async with start_gateway(settings) as health:
                asked = asyncio.create_task(api.call("AuthorisePump", authorise()))
                await wait_until(lambda: site.commands)
                late = asyncio.create_task(answers_late(health))
            await late
            assert (await asked).response.accepted
            async with start_gateway(settings):
                assert await outcomes(api) == ["ACCEPTED"]
