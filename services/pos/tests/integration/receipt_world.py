"""Receipts of sales that were cleared, and a mail server that keeps what it is sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP
from motorway_kit.db import transaction
from motorway_kit.ids import new_id
from pos.app import receipts
from pos.domain.sale import Clearing, Fuel, Line, Origin, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.site import Site, Supplier
from pos.parts import Pos

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SITE = Site(
    "m25-cobham",
    "M25 Cobham",
    "Europe/London",
    "GBP",
    (),
    (),
    (),
    supplier=Supplier("Motorway Petroleum Ltd", ("M25 Junction 9", "Cobham"), "GB123456789"),
)
DIESEL = Line(
    1,
    "Diesel",
    6337,
    2000,
    fuel=Fuel(4, 2, "diesel", 8812, 42_560, 1489, 17, 0, 42_560, AT, AT),
)
COFFEE = Line(2, "Coffee", 580, 2000, "coffee", 2, 290)


def cleared(*lines: Line, **differing: Any) -> Sale:
    on_it = lines or (DIESEL, COFFEE)
    total = sum(line.amount_minor for line in on_it)
    sale = Sale(
        sale_id=new_id(),
        site_id=SITE.site_id,
        kind=SaleKind.POST_PAY,
        state=SaleState.CLEARED,
        origin=Origin.POS,
        currency="GBP",
        opened_at=AT,
        lines=on_it,
        tenders=(Tender(1, TenderKind.CASH, total, "s1", AT),),
        clearing=Clearing.PAID,
        cleared_by="Jo Smith",
        cleared_at=AT,
        shift_id="s1",
    )
    return replace(sale, **differing)


async def issued(parts: Pos, sale: Sale | None = None, till: str = "Counter 1", site: Site = SITE) -> str:
    """The id of its receipt."""
    sale = sale or cleared()
    async with transaction(parts.db) as conn:
        return await receipts.issue(conn, site, till, replace(sale, site_id=site.site_id))


@dataclass
class MailServer:
    """`mails` are what it accepted; `refusal` is what it says to a recipient instead."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refusal: str = ""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if not self.refusal:
            envelope.rcpt_tos.append(address)
        return self.refusal or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 kept"


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    handler = MailServer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop), "127.0.0.1", 0)
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        server.close()
        await server.wait_closed()
