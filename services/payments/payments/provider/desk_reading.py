"""Readers, setups, cards and disputes of Stripe in our words."""

from collections.abc import Mapping
from typing import Any

from payments.domain.dispute import DisputeSnapshot, MoneyMoved
from payments.domain.reader import Seen
from payments.domain.saved_card import CardDetails, SetupSnapshot
from payments.provider.reading import (
    Object,
    id_of,
    minor,
    minor_or_nothing,
    moment,
    number,
    plain,
    read_or_unreadable,
    text,
)

MILLISECONDS = 1000


@read_or_unreadable
def seen_of(reader: Object) -> Seen:
    """A Terminal Reader. Raises Unreadable."""
    raw = plain(reader)
    action = raw.get("action") or {}
    asked = (action.get("process_payment_intent") or {}).get("payment_intent")
    asked = asked or (action.get("process_setup_intent") or {}).get("setup_intent")
    last_seen = raw.get("last_seen_at")
    return Seen(
        stripe_id=text(raw["id"]),
        reader_id=(raw.get("metadata") or {}).get("reader_id", ""),
        device_type=raw.get("device_type") or "",
        serial_number=raw.get("serial_number") or "",
        status=raw.get("status") or "offline",
        last_seen_at=moment(last_seen // MILLISECONDS) if last_seen else None,
        asked=id_of(asked),
        in_progress=action.get("status") == "in_progress",
        failure_code=action.get("failure_code") or "",
    )


@read_or_unreadable
def setup_of(setup: Object) -> SetupSnapshot:
    """A SetupIntent, with `latest_attempt` expanded where it was presented to a reader. Raises Unreadable."""
    raw = plain(setup)
    problem = raw.get("last_setup_error") or {}
    action = raw.get("next_action") or {}
    return SetupSnapshot(
        stripe_id=text(raw["id"]),
        status=text(raw["status"]),
        action_url=(action.get("redirect_to_url") or {}).get("url") or "",
        error_code=problem.get("decline_code") or problem.get("code") or "",
        payment_method=_generated(raw.get("latest_attempt")) or id_of(raw.get("payment_method")),
    )


def _generated(attempt: object) -> str:
    """The card for payments without the reader that Stripe made of one that was presented (pm_…)."""
    details = attempt.get("payment_method_details") if isinstance(attempt, Mapping) else None
    return id_of(((details or {}).get("card_present") or {}).get("generated_card"))


@read_or_unreadable
def details_of(payment_method: Object) -> CardDetails:
    """A PaymentMethod that is a card. Raises Unreadable."""
    raw = plain(payment_method)
    card = raw["card"]
    return CardDetails(
        stripe_id=text(raw["id"]),
        brand=text(card["brand"]),
        last4=text(card["last4"]),
        exp_month=number(card["exp_month"]),
        exp_year=number(card["exp_year"]),
        fingerprint=card.get("fingerprint") or "",
    )


@read_or_unreadable
def dispute_of(dispute: Object) -> DisputeSnapshot:
    """A Dispute. Raises Unreadable."""
    raw = plain(dispute)
    details = raw.get("evidence_details") or {}
    due = details.get("due_by")
    return DisputeSnapshot(
        stripe_id=text(raw["id"]),
        intent_id=id_of(raw.get("payment_intent")),
        status=text(raw["status"]),
        reason=text(raw["reason"]),
        amount_minor=minor(raw, "amount"),
        currency=text(raw["currency"]).upper(),
        evidence_due_by=moment(due) if due else None,
        opened_at=moment(raw["created"]),
        moved=tuple(map(_moved, raw.get("balance_transactions") or ())),
    )


def _moved(raw: Mapping[str, Any]) -> MoneyMoved:
    return MoneyMoved(
        transaction_id=text(raw["id"]),
        amount_minor=minor(raw, "amount"),
        fee_minor=minor_or_nothing(raw, "fee"),
        currency=text(raw["currency"]).upper(),
        created_at=moment(raw["created"]),
    )
