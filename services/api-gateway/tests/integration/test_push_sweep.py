"""Devices are told only of what their users may see at that moment."""

from api_gateway.app.push_sweep import renew_subscribers
from api_gateway.clients import neighbours as connected
from api_gateway.settings import Settings
from motorway_access.caller import EVERYTHING, NOWHERE, Scope
from motorway_access.tokens import Signer
from motorway_kit.db import pool
from motorway_kit.health import Health
from motorway_kit.ids import new_id

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, at, everywhere, make_user


async def renew(settings: Settings) -> None:
    async with pool(settings.database_url, Health()) as db, connected(settings) as others:
        await renew_subscribers(others.alerts, db, Signer.load(settings.caller_key_file))


async def test_devices_follow_the_roles_of_their_users(gateway: RunningGateway, neighbours: Neighbours) -> None:
    """Also of who is disabled, of who has a role that reads no alerts, and of who is not there any more."""
    gone, here = new_id(), Scope(frozenset([SITE]))
    async with gateway.client() as http:
        manager = (await make_user(http, "mo.manager", at("station_manager")))["user_id"]
        admin = (await make_user(http, "ad.admin", everywhere("admin")))["user_id"]
        neighbours.push.subscribers = [manager, admin, gone, "no id"]
        await renew(gateway.settings)
        assert neighbours.push.renewed == {manager: here, admin: EVERYTHING, gone: NOWHERE, "no id": NOWHERE}
        await http.patch(f"{API}/users/{manager}", json={"grants": []})
        await http.patch(f"{API}/users/{admin}", json={"disabled": True})
        await renew(gateway.settings)
    assert neighbours.push.renewed == dict.fromkeys([manager, admin, gone, "no id"], NOWHERE)
