"""Somebody at work in the REST API, at a till or in the office."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

Document = dict[str, Any]

SOON_S = 120
INSIST_S = 120
POLL_S = 0.15


class Refused(AssertionError):
    """The platform refused what the test did not expect it to."""


@dataclass
class Desk:
    """Somebody at work in the API; a till once there is a shift."""

    http: httpx.AsyncClient
    site: str
    name: str
    shift: Document = field(default_factory=dict)

    async def ask(self, method: str, path: str, body: object = None, **query: object) -> httpx.Response:
        """Whatever is answered. What changes something carries an idempotency key of its own."""
        key = {"Idempotency-Key": new_id()} if method != "GET" else {}
        return await self.http.request(method, path, json=body, params=query or None, headers=key)  # type: ignore[arg-type]

    async def get(self, path: str, **query: object) -> Document:
        return done(await self.ask("GET", path, **query))

    async def post(self, path: str, body: object = None, **query: object) -> Document:
        return done(await self.ask("POST", path, {} if body is None else body, **query))

    async def refused(self, method: str, path: str, body: object = None) -> Document:
        """The problem document of what must be refused."""
        answer = await self.ask(method, path, {} if body is None else body)
        assert answer.is_client_error or answer.is_server_error, answer.text
        problem: Document = answer.json()
        return problem

    async def insist(self, method: str, path: str, body: object) -> httpx.Response:
        """Ask again with the same key, as a till does, until the platform is there and says yes or no."""
        headers = {"Idempotency-Key": new_id()}

        async def answered() -> httpx.Response | None:
            try:
                answer = await self.http.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                return None
            return None if answer.is_server_error else answer

        found = await wait_until(answered, INSIST_S, POLL_S)
        assert isinstance(found, httpx.Response)
        return found

    async def open_shift(self, float_minor: int, *, till: str, mode: str = "PER_CASHIER") -> Document:
        body = {"site": self.site, "till": till, "mode": mode, "float_minor": float_minor}
        self.shift = await self.post("/shifts", body)
        return self.shift

    async def release(self, pump: int, kind: str = "POST_PAY", **more: object) -> Document:
        """Open a ticket for the pump."""
        return await self.post("/sales", {"site": self.site, "kind": kind, "pump": pump, **more})

    async def prepay(self, pump: int, amount_minor: int, given_minor: int = 0) -> Document:
        tender = {"kind": "CASH", "amount_minor": amount_minor, "given_minor": given_minor}
        return await self.release(pump, "PRE_PAY", max_amount_minor=amount_minor, tenders=[tender])

    async def lock(self, sale_id: str) -> Document:
        return await self.post(f"/sales/{sale_id}/lock")

    async def pay_cash(self, sale_id: str, given_minor: int = 0) -> Document:
        return await self.post(f"/sales/{sale_id}/tenders", {"kind": "CASH", "given_minor": given_minor})

    async def settle(self, sale_id: str, given_minor: int = 0) -> Document:
        """Lock and pay in cash; the ticket is cleared then."""
        await self.lock(sale_id)
        sale = await self.pay_cash(sale_id, given_minor)
        assert sale["state"] == "CLEARED", sale
        return sale

    async def sale(self, sale_id: str) -> Document:
        """With its time line."""
        return await self.get(f"/sales/{sale_id}")

    async def sales(self, **query: object) -> list[Document]:
        """Every sale of the site that fits, newest first."""
        found: list[Document] = []
        cursor = ""
        while True:
            page = await self.get("/sales", site=self.site, limit=200, cursor=cursor, **query)
            found += page["items"]
            if not (cursor := page["next_cursor"]):
                return found

    async def becomes(self, sale_id: str, *states: str, timeout_s: float = SOON_S) -> Document:
        """The sale once it is in one of these states."""

        async def so() -> Document | None:
            answer = await self.ask("GET", f"/sales/{sale_id}")
            return answer.json() if answer.is_success and answer.json()["state"] in states else None

        found = await wait_until(so, timeout_s, POLL_S)
        assert isinstance(found, dict)
        return found


def done(answer: httpx.Response) -> Document:
    """What was asked for. Raises Refused with what was answered instead."""
    if not answer.is_success:
        raise Refused(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}")
    document: Document = answer.json()
    return document
