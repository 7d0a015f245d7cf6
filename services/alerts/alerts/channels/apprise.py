"""The long tail of providers, through Apprise."""

import asyncio
import sys
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from alerts.channels.base import TIMEOUT_S, NotDelivered, Outgoing, Undeliverable
from alerts.channels.reach import Reach
from alerts.domain.channel import Apprise
from alerts.domain.conditions import Severity
from alerts.domain.notification import News

KINDS = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.CRITICAL: "failure"}
CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
STARTING = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})


@dataclass
class _Watch:
    """What a provider may reach, and whether it tried anything else."""

    reach: Reach
    refused: list[str] = field(default_factory=list)


_watched: ContextVar[_Watch | None] = ContextVar("alerts_apprise", default=None)


async def send(reach: Reach, config: Apprise, out: Outgoing) -> str:
    """Raises Undeliverable, NotDelivered."""
    said, watch = out.message, _Watch(reach)
    told = {
        "body": "\n\n".join(part for part in (said.line, said.response, out.link) if part),
        "title": said.title,
        "notify_type": "success" if said.news is News.ENDED else KINDS[said.severity],
    }
    taken = await asyncio.to_thread(_notify, watch, config.url.get_secret_value(), told)
    if watch.refused:
        raise Undeliverable("the server is in a network that channels may not reach")
    if not taken:
        raise NotDelivered("the provider did not take it")
    return "taken"


def _notify(watch: _Watch, url: str, told: dict[str, Any]) -> bool:
    """Apprise takes long to import and much memory, so only who has such a channel pays for it."""
    from apprise import Apprise as Providers

    providers = Providers()
    if not providers.add(url):
        raise Undeliverable("Apprise does not know such an address")
    _look_at_connections()
    _watched.set(watch)
    return bool(providers.notify(**told, timeout=TIMEOUT_S))


@lru_cache(maxsize=1)
def _look_at_connections() -> None:
    """Providers make their connections themselves, so each is looked at when it is made, in the threads that work for
    a channel (https://peps.python.org/pep-0578/).
    """
    sys.addaudithook(_audit)


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event not in CONNECTING and event not in STARTING:
        return
    watch = _watched.get()
    if watch is None or (event in CONNECTING and _is_allowed(watch.reach, args[1])):
        return
    watch.refused.append(event)
    raise PermissionError("not reached by channels")


def _is_allowed(reach: Reach, address: object) -> bool:
    """None: the socket is connected already. A socket of this machine has no address that anybody may reach."""
    if address is None:
        return True
    try:
        return isinstance(address, tuple) and reach.allows(str(address[0]))
    except ValueError:
        return False
