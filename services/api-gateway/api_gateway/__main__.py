"""The api-gateway: starts everything it consists of."""

import sys
from pathlib import Path

from motorway_access.tokens import Signer
from motorway_kit import db, http, runtime

from api_gateway import process, rotate_keys
from api_gateway.app.audit import reading
from api_gateway.app.calls import keeping
from api_gateway.app.identity import Clock, identity, system_clock
from api_gateway.app.machines import Machines
from api_gateway.app.oidc import single_sign_on
from api_gateway.app.sign_in import ensure_first_user
from api_gateway.app.stream_sweep import sweep_streams
from api_gateway.clients import neighbours
from api_gateway.edge.installed import start_rates
from api_gateway.http_api import build
from api_gateway.http_api.common import Gateway
from api_gateway.live.protocol import HandOverProtocol
from api_gateway.live.reader import LiveReader, open_streams
from api_gateway.live.store import LiveStore
from api_gateway.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(run: runtime.Runtime, settings: Settings, clock: Clock = system_clock) -> None:
    process.prepare()
    users = await run.enter(db.pool(settings.database_url, run.health))
    people = await run.enter(identity(run, settings, users, clock))
    await ensure_first_user(people, settings.admin_user, settings.admin_password)
    live = LiveReader(LiveStore(settings.redis_url))
    run.health.register("redis", lambda: live.connected)
    run.background("live reader", live.run())
    run.background("stream sweeper", sweep_streams(live.hub, users, clock))
    signer = Signer.load(settings.caller_key_file)
    calls = await run.enter(keeping(run, users, signer, settings.key_secret))
    audit = reading(users, signer, settings.caller_keys_file)
    sso = await run.enter(single_sign_on(settings, people))
    machines = Machines(users, clock)
    gateway = Gateway(
        settings, people, await run.enter(neighbours(settings)), live, signer, calls, audit, sso, machines
    )
    api = build(gateway, run.health, start_rates(run, settings))
    await run.enter(http.http_server(settings.http_bind, api, protocol=HandOverProtocol))
    await run.enter(open_streams(live.hub))
    process.settle()


if __name__ == "__main__":
    if sys.argv[1:2] == ["rotate-keys"]:
        rotate_keys.main(sys.argv[2:])
    else:
        runtime.run("api-gateway", Settings, wire, migrations=MIGRATIONS)
