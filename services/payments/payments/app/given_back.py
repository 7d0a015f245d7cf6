"""Refunds that a payment makes necessary by itself."""

from dataclasses import dataclass, field
from datetime import datetime

from motorway_kit.db import Connection
from motorway_kit.log import get_logger

from payments.app.planning import refund_command
from payments.db import commands
from payments.db import refunds as store
from payments.domain.command import Command
from payments.domain.payment import Payment
from payments.domain.refund import excess_refund
from payments.domain.steps import excess
from payments.parts import Payments

log = get_logger(__name__)


@dataclass(frozen=True)
class GivenBack:
    amount_minor: int = 0
    commands: list[Command] = field(default_factory=list)


async def excess_of(parts: Payments, conn: Connection, payment: Payment, now: datetime) -> GivenBack:
    """What was captured and the sale does not take goes back, once. The payment is locked."""
    if not excess(payment):
        return GivenBack()
    refund = excess_refund(payment, await store.by_rule_minor(conn, payment.payment_id), now)
    if refund is None or not await store.insert(conn, refund):
        return GivenBack()
    log.warning("a sale takes less than was captured", payment_id=payment.payment_id, amount_minor=refund.amount_minor)
    command = await commands.add(conn, refund_command(parts, payment, refund, now), sent=True)
    return GivenBack(refund.amount_minor, [command])
