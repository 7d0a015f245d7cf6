"""Keys of access tokens change without a refused request, and at once when one leaked."""

import asyncio
import sys
from datetime import timedelta

import asyncpg
from api_gateway.__main__ import MIGRATIONS
from api_gateway.app.identity import signing_keys
from api_gateway.credentials.sealing import Sealer
from api_gateway.domain.signing_keys import PUBLISHED_AHEAD
from api_gateway.settings import Settings
from joserfc.jws import extract_compact
from motorway_kit.testing import DatabaseFactory

from .browser import API, Browser, browser, reason_of
from .conftest import PassedClock, ReplicaFactory, RunningGateway, environment


async def rotate_keys(settings: Settings, *arguments: str) -> None:
    """As an operator does it."""
    command = (sys.executable, "-m", "api_gateway.rotate_keys", *arguments)
    process = await asyncio.create_subprocess_exec(*command, env=environment(settings))
    assert await process.wait() == 0


async def published(gateway: RunningGateway) -> list[str]:
    async with gateway.client(token="") as http:
        return [key["kid"] for key in (await http.get("/.well-known/jwks.json")).json()["keys"]]


def kid_of(http: Browser) -> str:
    return str(extract_compact(http.cookies["motorway_session"].encode()).headers()["kid"])


async def test_a_new_key_comes_into_use_at_every_replica_without_a_refused_request(
    gateway: RunningGateway, settings: Settings, replica: ReplicaFactory, clock: PassedClock
) -> None:
    (first,) = await published(gateway)
    await rotate_keys(settings)
    informed = await replica()
    assert len(await published(informed)) == 2
    kids = set()
    async with browser(gateway) as here, browser(informed) as there:
        for minute in range(20):
            clock.turn(minutes=1)
            for http in (here, there):
                if minute % 4 == 0:
                    assert (await http.refresh()).status_code == 200
                kids.add(kid_of(http))
                for url in (gateway.url, informed.url):
                    assert (await http.get(f"{url}{API}/me")).status_code == 200
        assert (await here.refresh()).status_code == 200
        assert kid_of(here) == kid_of(there) != first
    assert kids == set(await published(gateway))


async def test_a_key_that_leaked_is_refused_at_once_and_sessions_go_on(
    gateway: RunningGateway, settings: Settings, replica: ReplicaFactory
) -> None:
    async with browser(gateway) as http:
        (leaked,) = await published(gateway)
        await rotate_keys(settings, "--at-once")
        informed = await replica()
        assert leaked not in await published(informed)
        assert reason_of(await http.get(f"{informed.url}{API}/me")) == (401, "NotSignedIn")
        assert (await http.post(f"{informed.url}{API}/auth/session/refresh")).status_code == 200
        for url in (informed.url, gateway.url):
            assert (await http.get(f"{url}{API}/me")).status_code == 200
    assert leaked not in await published(gateway)
    async with gateway.client() as former:
        assert reason_of(await former.get(f"{API}/me")) == (401, "NotSignedIn")


async def test_replicas_make_one_key_for_each_period_and_forget_old_ones(
    database: DatabaseFactory, settings: Settings, clock: PassedClock
) -> None:
    url = await database(MIGRATIONS, application_role=True)
    made: dict[str, None] = {}
    async with asyncpg.create_pool(url, min_size=1, max_size=4) as pool:
        replicas = [signing_keys(settings, pool, clock) for _ in range(2)]
        for _ in range(3 * 65):
            await asyncio.gather(*(keys.load() for keys in replicas))
            assert replicas[0].public == replicas[1].public
            assert 1 <= len(replicas[0].public) <= 2
            made |= dict.fromkeys(key["kid"] for key in replicas[0].public)
            clock.turn(hours=8)
        assert len(made) == 3
        rows = await pool.fetch("SELECT created_at, active_from FROM signing_key ORDER BY active_from")
    assert rows[-1]["active_from"] - rows[-1]["created_at"] >= PUBLISHED_AHEAD - timedelta(seconds=1)


async def test_with_another_secret_a_new_key_is_made(
    database: DatabaseFactory, settings: Settings, clock: PassedClock
) -> None:
    async with asyncpg.create_pool(await database(MIGRATIONS), min_size=1, max_size=2) as pool:
        before = await signing_keys(settings, pool, clock).load()
        changed = settings.model_copy(update={"key_secret": "another secret of more than thirty-two characters"})
        after = await signing_keys(changed, pool, clock).load()
        sealed = await pool.fetchval("SELECT private_key FROM signing_key ORDER BY active_from LIMIT 1")
    kept, made = before.signing(clock()).thumbprint(), after.signing(clock()).thumbprint()
    assert kept != made
    assert after.public.keys() == {kept, made}
    assert b"PRIVATE KEY" not in sealed
    assert b"PRIVATE KEY" in Sealer(settings.key_secret).open(sealed, f"signing_key/{kept}")
