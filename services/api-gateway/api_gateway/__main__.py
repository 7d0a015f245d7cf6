"""The api-gateway: starts everything it consists of."""

from pathlib import Path

from motorway_access.tokens import Signer
from motorway_kit import db, http, runtime

from api_gateway import process
from api_gateway.app.sign_in import Identity, ensure_first_user
from api_gateway.clients import neighbours
from api_gateway.credentials import Passwords, Tokens, failure_limit
from api_gateway.edge.installed import start_rates
from api_gateway.http_api import build
from api_gateway.http_api.common import Gateway
from api_gateway.live.protocol import HandOverProtocol
from api_gateway.live.reader import LiveReader, open_streams
from api_gateway.live.store import LiveStore
from api_gateway.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(run: runtime.Runtime, settings: Settings) -> None:
    process.prepare()
    users = await run.enter(db.pool(settings.database_url, run.health))
    limit = await run.enter(failure_limit(settings.redis_url))
    identity = Identity(users, Passwords(), Tokens(settings.key_secret), limit)
    await ensure_first_user(identity, settings.admin_user, settings.admin_password)
    live = LiveReader(LiveStore(settings.redis_url))
    run.health.register("redis", lambda: live.connected)
    run.background("live reader", live.run())
    signer = Signer.load(settings.caller_key_file)
    gateway = Gateway(settings, identity, await run.enter(neighbours(settings)), live, signer)
    api = build(gateway, run.health, start_rates(run, settings))
    await run.enter(http.http_server(settings.http_bind, api, protocol=HandOverProtocol))
    await run.enter(open_streams(live.hub))
    process.settle()


if __name__ == "__main__":
    runtime.run("api-gateway", Settings, wire, migrations=MIGRATIONS)
