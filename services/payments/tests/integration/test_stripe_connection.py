"""What the client of Stripe makes of connections that do not do what they should."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from payments.provider.client import open_stripe, proxy_to
from payments.provider.errors import OutcomeUnknown, Why
from payments.provider.payments import StripePayments
from payments.settings import PaymentsSettings
from pydantic import SecretStr

BROKEN_OFF = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"id": "pi_1",'


@asynccontextmanager
async def _answering(answer: bytes) -> AsyncIterator[str]:
    """The address of a server that says this to whoever asks, and closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize("answer", [b"", BROKEN_OFF, b"nothing that HTTP knows\r\n\r\n"])
async def test_of_an_answer_that_breaks_off_nobody_knows_what_became(settings: PaymentsSettings, answer: bytes) -> None:
    async with _answering(answer) as base:
        asked = settings.model_copy(update={"stripe_api_base": base, "stripe_key": SecretStr("sk_test_1")})
        async with open_stripe(asked) as client:
            with pytest.raises(OutcomeUnknown) as unknown:
                await StripePayments(client).create({"amount": 1}, "pay:1:create")
    assert unknown.value.why is Why.LOST


def test_the_proxy_of_the_environment_is_used_unless_it_excepts_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("no_proxy", "files.stripe.test")
    assert proxy_to("https://api.stripe.test/v1") == "http://proxy:3128"
    assert proxy_to("https://files.stripe.test/v1") is None
    assert proxy_to("http://127.0.0.1:9") is None
