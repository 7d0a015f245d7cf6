"""The platform's REST API and live stream, as a cashier's till uses them."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx

TIMEOUT_S = 30.0
AGAIN_S = (0.5, 1.0, 2.0, 4.0)
AWAY = frozenset({429, 502, 503, 504})


class Refused(Exception):
    """An answer that is no success; `reason` is the problem's."""

    def __init__(self, status: int, reason: str, detail: str) -> None:
        super().__init__(f"{status} {reason}: {detail}")
        self.status, self.reason = status, reason


class Api:
    """Calls below /api/v1 with an API key. What failed on the way is repeated with its Idempotency-Key."""

    def __init__(self, url: str, key: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT_S)

    async def get(self, path: str, **query: str) -> Any:
        return await self._ask("GET", path, params=query)

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return await self._ask("POST", path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})

    async def _ask(self, method: str, path: str, **request: Any) -> Any:
        """Raises Refused, or httpx.TransportError when it was tried often enough."""
        for pause_s in (*AGAIN_S, 0.0):
            try:
                answer = await self._http.request(method, f"/api/v1{path}", **request)
            except httpx.TransportError:
                if not pause_s:
                    raise
            else:
                if answer.status_code not in AWAY or not pause_s:
                    return _document(answer)
            await asyncio.sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")

    async def events(self, site: str, types: str) -> AsyncIterator[dict[str, Any]]:
        """What the live stream tells of the site, until it ends. Raises httpx.HTTPError."""
        query = {"site": site, "types": types}
        async with self._http.stream("GET", "/events", params=query, timeout=httpx.Timeout(TIMEOUT_S)) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    async def close(self) -> None:
        await self._http.aclose()


def _document(answer: httpx.Response) -> Any:
    document = answer.json() if answer.content else None
    if answer.is_success:
        return document
    problem = document if isinstance(document, dict) else {}
    raise Refused(answer.status_code, problem.get("reason", ""), problem.get("detail", answer.text[:200]))
