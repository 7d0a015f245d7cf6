"""The parts of the service, opened in their order."""

from motorway_access.tokens import Signer
from motorway_kit import db, runtime

from api_gateway.app.audit import reading
from api_gateway.app.backup_watch import watch_backups
from api_gateway.app.calls import keeping
from api_gateway.app.identity import Clock, identity
from api_gateway.app.machines import Machines
from api_gateway.app.oidc import single_sign_on
from api_gateway.app.push_sweep import sweep_subscribers
from api_gateway.app.sign_in import ensure_first_user
from api_gateway.app.stream_sweep import sweep_streams
from api_gateway.clients import neighbours
from api_gateway.http_api.common import Gateway
from api_gateway.live.reader import LiveReader
from api_gateway.live.store import LiveStore
from api_gateway.settings import Settings


async def assembled(run: runtime.Runtime, settings: Settings, clock: Clock) -> Gateway:
    """Everything that a request may need."""
    users = await run.enter(db.pool(settings.database_url, run.health))
    people = await run.enter(identity(run, settings, users, clock))
    await ensure_first_user(people, settings.admin_user, settings.admin_password)
    signer = Signer.load(settings.caller_key_file)
    live = live_reader(run, settings)
    run.background("backup watch", watch_backups(users))
    run.background("stream sweeper", sweep_streams(live.hub, users, clock))
    others = await run.enter(neighbours(settings))
    run.background("push sweeper", sweep_subscribers(others.alerts, users, signer))
    return Gateway(
        settings=settings,
        identity=people,
        neighbours=others,
        live=live,
        signer=signer,
        calls=await run.enter(keeping(run, users, signer, settings.key_secret)),
        audit=reading(users, signer, settings.caller_keys_file),
        sso=await run.enter(single_sign_on(settings, people)),
        machines=Machines(users, clock),
    )


def live_reader(run: runtime.Runtime, settings: Settings) -> LiveReader:
    """The one reader of the live stream in this process."""
    live = LiveReader(LiveStore(settings.redis_url))
    run.health.register("redis", lambda: live.connected)
    run.background("live reader", live.run())
    run.background("live keep-alive", live.keep_alive())
    return live
