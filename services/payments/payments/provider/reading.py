"""Stripe's objects in our words. What lacks something, or is of another shape, is Unreadable."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import stripe

from payments.domain.snapshot import (
    ChargeSnapshot,
    PageSnapshot,
    ReaderSnapshot,
    RefundSnapshot,
    RefundStatus,
    Snapshot,
    StripeStatus,
)
from payments.domain.units import minor_of

P = ParamSpec("P")
T = TypeVar("T")
Object = stripe.StripeObject | Mapping[str, Any]


class Unreadable(ValueError):
    """Not what Stripe says it sends."""


def read_or_unreadable(read: Callable[P, T]) -> Callable[P, T]:
    """Whatever is wrong with an object is Unreadable."""

    @wraps(read)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise Unreadable(repr(error)) from error

    return guarded


def plain(thing: Object) -> Mapping[str, Any]:
    """An object of the library as what came over the wire."""
    return thing.to_dict() if isinstance(thing, stripe.StripeObject) else thing


@read_or_unreadable
def snapshot_of(pi: Object) -> Snapshot:
    """A PaymentIntent, best with `latest_charge` expanded. Raises Unreadable."""
    raw = plain(pi)
    problem = raw.get("last_payment_error") or {}
    charge = raw.get("latest_charge")
    return Snapshot(
        stripe_id=text(raw["id"]),
        status=StripeStatus(raw["status"]),
        amount_minor=minor(raw, "amount"),
        capturable_minor=minor_or_nothing(raw, "amount_capturable"),
        received_minor=minor_or_nothing(raw, "amount_received"),
        currency=text(raw["currency"]).upper(),
        canceled_reason=raw.get("cancellation_reason") or "",
        decline_code=problem.get("decline_code") or problem.get("code") or "",
        decline_message=problem.get("message") or "",
        action_url=_action_url(raw.get("next_action") or {}),
        payment_id=(raw.get("metadata") or {}).get("payment_id", ""),
        livemode=bool(raw["livemode"]),
        created_at=moment(raw["created"]),
        charge=charge_of(charge) if isinstance(charge, Mapping) else None,
        deployment=(raw.get("metadata") or {}).get("deployment", ""),
    )


def _action_url(action: Mapping[str, Any]) -> str:
    redirect = action.get("redirect_to_url") or {}
    return redirect.get("url") or ""


def charge_of(raw: Mapping[str, Any]) -> ChargeSnapshot:
    """A Charge; KeyError and the like when it is none."""
    details = raw.get("payment_method_details") or {}
    card = details.get("card") or details.get("card_present") or {}
    before = card.get("capture_before")
    transaction = raw.get("balance_transaction")
    return ChargeSnapshot(
        charge_id=text(raw["id"]),
        amount_minor=minor(raw, "amount"),
        captured=bool(raw["captured"]),
        captured_minor=minor(raw, "amount_captured"),
        refunded_minor=minor(raw, "amount_refunded"),
        capture_before=moment(before) if before else None,
        brand=card.get("brand") or "",
        last4=card.get("last4") or "",
        exp_month=card.get("exp_month") or 0,
        exp_year=card.get("exp_year") or 0,
        fingerprint=card.get("fingerprint") or "",
        balance_transaction_id=transaction["id"] if isinstance(transaction, Mapping) else transaction or "",
        disputed=bool(raw.get("disputed")),
    )


@read_or_unreadable
def refund_of(refund: Object) -> RefundSnapshot:
    """A Refund. Raises Unreadable."""
    raw = plain(refund)
    return RefundSnapshot(
        stripe_id=text(raw["id"]),
        intent_id=id_of(raw.get("payment_intent")),
        charge_id=id_of(raw.get("charge")),
        refund_id=(raw.get("metadata") or {}).get("refund_id", ""),
        status=RefundStatus(raw["status"]),
        amount_minor=minor(raw, "amount"),
        currency=text(raw["currency"]).upper(),
        failure_reason=raw.get("failure_reason") or "",
        created_at=moment(raw["created"]),
    )


@read_or_unreadable
def page_of(session: Object) -> PageSnapshot:
    """A Checkout Session. Raises Unreadable."""
    raw = plain(session)
    return PageSnapshot(
        text(raw["id"]), raw.get("url") or "", id_of(raw.get("payment_intent")), raw["status"] == "open"
    )


@read_or_unreadable
def reader_of(reader: Object) -> ReaderSnapshot:
    """What a Terminal Reader does for a payment. Raises Unreadable."""
    action = plain(reader).get("action") or {}
    asked = action.get("process_payment_intent") or {}
    return ReaderSnapshot(
        intent_id=id_of(asked.get("payment_intent")),
        in_progress=action.get("status") == "in_progress",
        failure_code=action.get("failure_code") or "",
        failure_message=action.get("failure_message") or "",
    )


def id_of(thing: Any) -> str:
    """Of something that may be expanded, an id, or nothing."""
    return str(thing["id"]) if isinstance(thing, Mapping) else thing or ""


def text(value: Any) -> str:
    """Raises TypeError for what is none."""
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value


def number(value: Any) -> int:
    """Raises TypeError for what is none."""
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def minor(raw: Mapping[str, Any], name: str) -> int:
    """An amount, in minor units of its currency. Raises KeyError, TypeError, ValueError."""
    return minor_of(number(raw[name]), text(raw["currency"]).upper())


def minor_or_nothing(raw: Mapping[str, Any], name: str) -> int:
    """The same of an amount that may be missing."""
    return minor(raw, name) if raw.get(name) else 0


def moment(seconds: Any) -> datetime:
    """Unix time. Raises TypeError for what is none."""
    return datetime.fromtimestamp(number(seconds), UTC)
