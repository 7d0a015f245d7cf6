"""The api-gateway: starts everything it consists of."""

from pathlib import Path

from motorway_kit import http, runtime

from api_gateway import process
from api_gateway.app.identity import Clock, system_clock
from api_gateway.assembly import assembled
from api_gateway.edge.installed import start_rates
from api_gateway.http_api import build
from api_gateway.live.protocol import HandOverProtocol
from api_gateway.live.reader import open_streams
from api_gateway.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(run: runtime.Runtime, settings: Settings, clock: Clock = system_clock) -> None:
    process.prepare()
    gateway = await assembled(run, settings, clock)
    api = http.Leaving(build(gateway, run.health, start_rates(run, settings)))
    await run.door(http.http_server(settings.http_bind, api, protocol=HandOverProtocol, websockets=True))
    await run.door(open_streams(gateway.live.hub))
    await run.door(api.lingering())
    process.settle()


if __name__ == "__main__":
    runtime.run("api-gateway", Settings, wire, migrations=MIGRATIONS)
