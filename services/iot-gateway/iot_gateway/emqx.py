"""What EMQX is asked for over its HTTP API. It has no topic by which live connections are cut."""

from dataclasses import dataclass

import httpx

from iot_gateway.domain.errors import NotConnected

TIMEOUT_S = 5.0
# A site has one controller, and now and then one that a technician tries out.
MAX_CONNECTIONS = 1_000


@dataclass(frozen=True)
class Emqx:
    """`crl_refresh_s`: how old the list of revoked certificates may be by which it lets connections in."""

    url: str
    key: str
    secret: str
    crl_refresh_s: float

    async def cut(self, site: str) -> None:
        """End the site's live connections and their sessions. Raises NotConnected."""
        auth = httpx.BasicAuth(self.key, self.secret)
        try:
            async with httpx.AsyncClient(base_url=self.url, auth=auth, timeout=TIMEOUT_S) as http:
                found = await http.get("/api/v5/clients", params={"username": site, "limit": MAX_CONNECTIONS})
                clients = [client["clientid"] for client in found.raise_for_status().json()["data"]]
                if clients:
                    (await http.post("/api/v5/clients/kickout/bulk", json=clients)).raise_for_status()
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise NotConnected("EMQX did not cut the site's connections", site=site) from error
