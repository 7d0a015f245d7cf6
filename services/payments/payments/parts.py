"""What every use case of the service works with."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import stripe
from motorway_kit.db import Pool

from payments.clients import Sales
from payments.db.deployment import deployment
from payments.domain.command import Command
from payments.provider.base import Provider
from payments.provider.books import Books
from payments.provider.client import open_stripe
from payments.provider.desk import Desk
from payments.provider.payments import StripePayments
from payments.recent import Recent
from payments.settings import PaymentsSettings

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Stripe:
    """What is asked of Stripe, by who asks it. `deployment` marks what is made there as ours."""

    client: stripe.StripeClient
    deployment: str
    payments: Provider
    books: Books
    desk: Desk


@asynccontextmanager
async def stripe_parts(settings: PaymentsSettings, db: Pool) -> AsyncIterator[Stripe]:
    """All of it on one client."""
    ours = await deployment(db)
    async with open_stripe(settings) as client:
        yield Stripe(client, ours, StripePayments(client), Books(client), Desk(client, ours))


@dataclass(frozen=True)
class Payments:
    """The database, Stripe, the sales (through pos), and the time."""

    settings: PaymentsSettings
    db: Pool
    stripe: Stripe
    sales: Sales
    clock: Clock = system_clock
    commands: asyncio.Queue[Command] = field(default_factory=asyncio.Queue)
    """What this process has written down and sends at once, without looking into the database first."""
    webhooks: asyncio.Event = field(default_factory=asyncio.Event)
    """One has come."""
    recent: Recent = field(default_factory=Recent)
