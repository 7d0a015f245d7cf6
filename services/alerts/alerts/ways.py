"""What notifications need beyond the database: the ways out, and the key that seals secrets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

import httpx
from py_vapid import Vapid02

from alerts.channels.base import TIMEOUT_S, Outside
from alerts.channels.reach import PinnedTransport, Reach
from alerts.neighbours import Neighbours
from alerts.sealing import Sealer
from alerts.settings import AlertsSettings


@dataclass(frozen=True)
class Ways:
    """`push_hosts` are patterns of where push services may be (`https://*.push.example`). `public_url` is where people
    reach the web app; empty: nobody knows.
    """

    outside: Outside
    sealer: Sealer
    push_hosts: tuple[str, ...]
    public_url: str = ""

    def link_to(self, alert_id: str) -> str:
        """To the alert in the web app; empty where there is none."""
        return f"{self.public_url}/alert/?id={alert_id}" if self.public_url and alert_id else ""

    def may_push_to(self, endpoint: str) -> bool:
        """Devices say themselves where they are reached: only at a push service, never inside of our own network."""
        place = urlsplit(endpoint)
        said = f"{place.scheme}://{place.hostname}"
        plain = place.username is None and endpoint.isprintable() and " " not in endpoint
        return plain and any(fnmatchcase(said, pattern) for pattern in self.push_hosts)


@asynccontextmanager
async def open_ways(settings: AlertsSettings, others: Neighbours) -> AsyncIterator[Ways]:
    """Raises OSError or ValueError for a key that cannot be read."""
    key = settings.vapid_key_file
    vapid = None if key is None else Vapid02.from_pem(key.read_bytes())
    reach = Reach.of(settings.outgoing_nets)
    async with httpx.AsyncClient(
        timeout=TIMEOUT_S, transport=PinnedTransport(reach), follow_redirects=False, trust_env=False
    ) as http:
        hosts = tuple(part.strip() for part in settings.push_hosts.split(",") if part.strip())
        outside, sealer = Outside(http, reach, others, vapid), Sealer(settings.key_secret)
        yield Ways(outside, sealer, hosts, settings.public_url.rstrip("/"))
