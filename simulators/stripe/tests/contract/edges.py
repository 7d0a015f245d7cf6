"""What the tests around payments share: the control port, and an endpoint that takes webhooks."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import stripe
from motorway_kit.testing import wait_until
from stripe_simulator.control.hooks import Endpoint, ensure_endpoint
from stripe_simulator.server import listener, serving
from stripe_simulator.simulator import Simulator

SECRET = "whsec_first"
HOLD: Any = {"amount": 5_000, "currency": "gbp", "capture_method": "manual", "allowed_payment_method_types": ["card"]}
AT_READER: Any = {**HOLD, "allowed_payment_method_types": ["card_present"]}


@contextlib.asynccontextmanager
async def controlling(simulator: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the control port that raises for every refusal, while things happen by themselves."""

    async def insist(answer: httpx.Response) -> None:
        await answer.aread()
        answer.raise_for_status()

    running = asyncio.create_task(simulator.run())
    transport = httpx.ASGITransport(simulator.control)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://control", event_hooks={"response": [insist]}
    ) as http:
        yield http
    running.cancel()


@dataclass
class Inbox:
    """An endpoint of ours: what came in, and how it is answered."""

    url: str = ""
    answer: int = 200
    came: list[tuple[bytes, str]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        body = message.get("body", b"")
        while message.get("more_body"):
            message = await receive()
            body += message.get("body", b"")
        headers = dict(scope["headers"])
        self.came.append((body, headers[b"stripe-signature"].decode()))
        await send({"type": "http.response.start", "status": self.answer, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    def events(self, secret: str = SECRET) -> list[stripe.Event]:
        """Raises SignatureVerificationError for one that is not signed with the secret."""
        return [stripe.Webhook.construct_event(body, header, secret, api_key="sk_test_x") for body, header in self.came]

    def types(self) -> list[str]:
        return [event.type for event in self.events()]

    async def holds(self, count: int) -> None:
        await wait_until(lambda: len(self.came) >= count, 10, 0.01)


@contextlib.asynccontextmanager
async def endpoint(simulator: Simulator, *secrets: str) -> AsyncIterator[Inbox]:
    """An inbox to which the simulator delivers everything."""
    inbox = Inbox()
    async with serving(inbox, listener("127.0.0.1:0")) as address:
        inbox.url = f"{address}/hooks"
        ensure_endpoint(simulator.world, Endpoint(url=inbox.url, secrets=list(secrets or (SECRET,))))
        yield inbox
