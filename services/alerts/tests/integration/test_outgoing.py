"""Channels do not lead into our own network, the name of a server is still held against its certificate, and what is
told leads to its alert.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP
from alerts.channels.base import NotDelivered, post
from alerts.channels.reach import PinnedTransport, Reach
from httpx import AsyncClient

from .desk import HOOK_SECRET, Desk, at, with_hook
from .receivers import MailServer, WebServer

REFUSED = ("REFUSED", "the server is in a network that channels may not reach")
LOCAL = Reach.of("127.0.0.0/8")


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Whom this process trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def secured(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@asynccontextmanager
async def answering(context: ssl.SSLContext) -> AsyncIterator[tuple[int, list[bytes]]]:
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


async def test_the_name_of_a_pinned_server_is_held_against_its_certificate(authority: trustme.CA) -> None:
    async with answering(secured(authority, "localhost")) as (port, heard):
        async with AsyncClient(transport=PinnedTransport(LOCAL)) as http:
            assert await post(http, f"https://localhost:{port}/hook", b"{}", {}) == "204 No Content"
        assert f"host: localhost:{port}".encode() in heard[0].lower()
    async with answering(secured(authority, "evil.example")) as (port, heard):
        async with AsyncClient(transport=PinnedTransport(LOCAL)) as http:
            with pytest.raises(NotDelivered):
                await post(http, f"https://localhost:{port}/hook", b"{}", {})
        assert heard == []


@pytest.mark.parametrize("security", ["TLS", "STARTTLS"])
@pytest.mark.parametrize(("name", "outcome"), [("localhost", "SENT"), ("evil.example", "RETRY")])
async def test_a_mail_server_is_held_against_its_name(
    desk: Desk, authority: trustme.CA, name: str, outcome: str, security: str
) -> None:
    handler, loop, context = MailServer(), asyncio.get_running_loop(), secured(authority, name)
    at_once, later = (context, None) if security == "TLS" else (None, context)
    server = await loop.create_server(lambda: SMTP(handler, loop=loop, tls_context=later), "127.0.0.1", 0, ssl=at_once)
    async with server:
        port = server.sockets[0].getsockname()[1]
        config = {"host": "localhost", "port": port, "security": security, "sender": "alerts@fuel.example"}
        await desk.put(channel={"id": "mail", "email": config})
        await desk.tell("mail", "anna@fuel.example")
        await desk.change(active=True)
        await desk.go()
    ((found, _),) = await desk.attempts()
    assert (found, len(handler.mails)) == (outcome, int(outcome == "SENT"))


@pytest.mark.parametrize("outgoing_nets", [""])
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # by Apprise
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_no_channel_leads_into_our_own_network(desk: Desk, hook: WebServer, post: MailServer, host: str) -> None:
    url = hook.url.replace("127.0.0.1", host)
    ways: list[dict[str, Any]] = [
        {"webhook": {"url": url, "secret": HOOK_SECRET}},
        {"sms": {"url": url, "to": "+441632960961"}},
        {"email": {**post.config(), "host": host, "to": "anna@fuel.example"}},
        {"apprise": {"url": url.replace("http://", "json://")}},
        {
            "apprise": {
                "url": f"mailto://anna:pw@{host}:{post.port}?from=a@fuel.example&to=b@fuel.example&mode=insecure"
            }
        },
    ]
    for number, way in enumerate(ways):
        await desk.put(channel={"id": f"way-{number}", **way})
        await desk.put(policy={"id": f"usual-{number}", "steps": [at(0, "CHANNEL", f"way-{number}")]})
    await desk.change(active=True)
    await desk.go()
    assert await desk.attempts() == [REFUSED] * len(ways)
    assert (hook.taken, post.mails) == ([], [])


async def test_what_is_told_leads_to_its_alert(desk: Desk, hook: WebServer, post: MailServer) -> None:
    await with_hook(desk, hook)
    await desk.put(channel={"id": "sms", "sms": {"url": hook.url, "to": "+441632960961"}})
    await desk.put(channel={"id": "mail", "email": {**post.config(), "to": "anna@fuel.example"}})
    for name in ("sms", "mail"):
        await desk.put(policy={"id": name, "steps": [at(0, "CHANNEL", name)]})
    alert_id = await desk.change(active=True, text="Tank 1 is low " * 20)
    await desk.go()
    link = f"https://fuel.example/alert/?id={alert_id}"
    said = [json.loads(body) for _, body in hook.taken]
    (webhook,) = [each["data"] for each in said if "data" in each]
    (text,) = [each["text"] for each in said if "text" in each]
    assert webhook["link"] == link
    assert text.endswith(f" {link}")
    assert len(text) == 160
    assert post.mails[0].get_content().rstrip().endswith(link)
