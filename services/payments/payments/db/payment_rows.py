"""Payments and commands as rows of PostgreSQL."""

from typing import Any

import asyncpg

from payments.domain.command import Command, CommandKind, Outcome
from payments.domain.payment import Card, Method, MethodKind, Payment, PaymentState, Purpose

SAME = (
    *("site_id", "amount_minor", "currency", "description", "attempt", "attempted", "approved_minor", "take_minor"),
    *("captured_minor", "refunded_minor", "shortfall_minor", "capture_before", "reason", "message", "action_url"),
    *("stripe_id", "charge_id", "page_id", "reader_asks", "disputed", "test", "created_by", "created_at", "state_at"),
    *("updated_at", "look_at", "open_question", "version"),
)
"""Kept as they are."""
PAYMENT = (
    *("payment_id", "sale_id", "shift_id", "account_id", "purpose", "state", "method", "reference", "stripe_method"),
    *("customer_id", "brand", "last4", "exp_month", "exp_year", "fingerprint"),
    *SAME,
)
COMMAND = (
    *("command_id", "payment_id", "refund_id", "kind", "key", "target", "params", "round", "first_sent_at"),
    *("attempts", "server_errors", "outcome", "due_at", "created_at"),
)


def payment_values(payment: Payment) -> list[Any]:
    """In the order of PAYMENT."""
    card = payment.card or Card("", "", 0, 0)
    method = payment.method
    return [
        payment.payment_id,
        payment.sale_id or None,
        payment.shift_id or None,
        payment.account_id,
        payment.purpose,
        payment.state,
        method.kind,
        method.reference,
        method.stripe_method,
        method.customer_id,
        card.brand,
        card.last4,
        card.exp_month,
        card.exp_year,
        card.fingerprint,
        *(getattr(payment, name) for name in SAME),
    ]


def payment_of(row: asyncpg.Record) -> Payment:
    card = Card(row["brand"], row["last4"], row["exp_month"], row["exp_year"], row["fingerprint"])
    return Payment(
        payment_id=str(row["payment_id"]),
        sale_id=str(row["sale_id"] or ""),
        shift_id=str(row["shift_id"] or ""),
        account_id=row["account_id"],
        purpose=Purpose(row["purpose"]),
        state=PaymentState(row["state"]),
        method=Method(MethodKind(row["method"]), row["reference"], row["stripe_method"], row["customer_id"]),
        card=card if card.last4 else None,
        **{name: row[name] for name in SAME},
    )


def command_values(command: Command) -> list[Any]:
    """What is written of a new one; its key is that of its first round."""
    return [
        command.command_id,
        command.payment_id,
        command.refund_id or None,
        command.kind,
        command.key,
        command.target,
        command.params,
        command.created_at,
        command.due_at,
    ]


def command_of(row: asyncpg.Record) -> Command:
    same = ("key", "target", "params", "round", "first_sent_at", "attempts", "server_errors", "due_at", "created_at")
    return Command(
        command_id=str(row["command_id"]),
        payment_id=str(row["payment_id"]),
        refund_id=str(row["refund_id"] or ""),
        kind=CommandKind(row["kind"]),
        outcome=Outcome(row["outcome"]),
        **{name: row[name] for name in same},
    )
