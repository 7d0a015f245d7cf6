"""Orders to pumps: what they must hold, and what is kept of each."""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from motorway.iot.v1 import device_pb2 as device

from iot_gateway.domain.errors import IdempotencyKeyReused, InvalidOrder
from iot_gateway.domain.rules import DEVICE, MAX_NOZZLE, MAX_PRICE_SET, TOKEN
from iot_gateway.domain.topics import MAX_NUMBER, valid_site

MAX_KEY = 200
MAX_PRICES = 10_000
MAX_TIMEOUT_S = 86_400
MAX_NOTICE = 200
MAX_DISPLAY_S = 3_600


class Outcome(StrEnum):
    """What is known of an order. UNKNOWN: it was sent, or may have been, and no answer came yet."""

    UNKNOWN = "UNKNOWN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    NOT_SENT = "NOT_SENT"


class Order(NamedTuple):
    """What a site's controller is to do. `pump` 0: the whole site. The command has no id yet."""

    site: str
    pump: int
    kind: str
    command: device.Command

    @property
    def request_hash(self) -> bytes:
        return hashlib.sha256(self.site.encode() + b"\n" + self.command.SerializeToString(deterministic=True)).digest()


class LoggedOrder(NamedTuple):
    """An order in the command log. `command` and `response` are serialised; without an answer `response` is empty."""

    command_id: str
    site: str
    pump: int
    kind: str
    actor: str
    sent_at: datetime
    answered_at: datetime | None
    outcome: Outcome
    refusal_code: int
    refusal_reason: str
    request_hash: bytes
    command: bytes
    response: bytes


class Answer(NamedTuple):
    """What a site's controller answered to a command."""

    site: str
    command_id: str
    response: device.CommandResponse
    at: datetime

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.response)


def outcome_of(response: device.CommandResponse) -> Outcome:
    return Outcome.ACCEPTED if response.accepted else Outcome.REFUSED


def new_order(site: str, command: device.Command) -> Order:
    """Raises InvalidSite, or InvalidOrder that names the field."""
    name = command.WhichOneof("command")
    assert name is not None, "the door says which"
    body = getattr(command, name)
    CHECKS[name](body)
    return Order(valid_site(site), _pump(body), _kind(name, body), command)


def valid_key(key: str) -> str:
    """An idempotency key; empty: none. Raises InvalidOrder."""
    _check(len(key) <= MAX_KEY and key.isprintable(), "idempotency_key", f"has at most {MAX_KEY} printable characters")
    return key


def known_answer(logged: LoggedOrder, order: Order) -> device.CommandResponse | None:
    """The answer to the earlier order with the same key, if it is known.

    Raises IdempotencyKeyReused when that was another order.
    """
    if logged.request_hash != order.request_hash:
        raise IdempotencyKeyReused("the idempotency key was used for another order", field="idempotency_key")
    return None if logged.answered_at is None else device.CommandResponse.FromString(logged.response)


def _check(holds: bool, field: str, problem: str) -> None:
    if not holds:
        raise InvalidOrder(f"{field} {problem}", field=field)


def _within(value: int, low: int, high: int, field: str) -> None:
    _check(low <= value <= high, field, f"must be from {low} to {high}")


def _one_pump(body: Any) -> None:
    _within(body.pump, 1, MAX_NUMBER, "pump")


def _pump_or_site(body: Any) -> None:
    _within(body.pump, 0, MAX_NUMBER, "pump")


def _authorise(body: device.Authorise) -> None:
    _one_pump(body)
    token = body.release_token
    _check(token != "" and TOKEN.fullmatch(token) is not None, "release_token", "must be 1 to 64 printable characters")
    for nozzle in body.nozzles:
        _within(nozzle, 1, MAX_NOZZLE, "nozzles")
    _distinct(body.nozzles, "nozzles")
    _check(body.max_amount_minor >= 0, "max_amount_minor", "is never negative; 0 is no limit")
    _check(body.max_volume_ml >= 0, "max_volume_ml", "is never negative; 0 is no limit")
    _within(body.price_set, 0, MAX_PRICE_SET, "price_set")
    _within(body.timeout_s, 0, MAX_TIMEOUT_S, "timeout_s")


def _control(body: device.Control) -> None:
    _one_pump(body)
    known = device.PumpAction.DESCRIPTOR.values_by_number
    _check(body.action != device.PUMP_ACTION_UNSPECIFIED and body.action in known, "action", "must be a known action")


def _set_prices(body: device.SetPrices) -> None:
    _within(body.price_set, 1, MAX_PRICE_SET, "price_set")
    _some_prices(len(body.prices))
    for number, price in enumerate(body.prices):
        _within(price.pump, 1, MAX_NUMBER, f"prices[{number}].pump")
        _within(price.nozzle, 1, MAX_NOZZLE, f"prices[{number}].nozzle")
        _positive(price.unit_price_milli, number)
    _distinct([(price.pump, price.nozzle) for price in body.prices], "prices")


def _show_prices(body: device.ShowPrices) -> None:
    _some_prices(len(body.prices))
    for number, price in enumerate(body.prices):
        _check(DEVICE.fullmatch(price.grade) is not None, f"prices[{number}].grade", "must be the id of a grade")
        _positive(price.unit_price_milli, number)
    _distinct([price.grade for price in body.prices], "prices")


def _notice(body: device.Notice) -> None:
    text = body.text
    fits = 1 <= len(text) <= MAX_NOTICE and text.isprintable() and not text.isspace()
    _check(fits, "text", f"must be 1 to {MAX_NOTICE} printable characters")
    known = device.NoticeSeverity.DESCRIPTOR.values_by_number
    _check(body.severity in known and body.severity != 0, "severity", "must be a known severity")
    _within(body.display_s, 0, MAX_DISPLAY_S, "display_s")


def _some_prices(count: int) -> None:
    _check(1 <= count <= MAX_PRICES, "prices", f"must be 1 to {MAX_PRICES} prices")


def _positive(unit_price_milli: int, number: int) -> None:
    _check(unit_price_milli > 0, f"prices[{number}].unit_price_milli", "must be more than 0")


def _distinct(items: Collection[object], field: str) -> None:
    _check(len(set(items)) == len(items), field, "must not name one twice")


CHECKS: dict[str, Callable[[Any], None]] = {
    "authorise": _authorise,
    "control": _control,
    "emergency_stop": _pump_or_site,
    "restart": _pump_or_site,
    "set_prices": _set_prices,
    "show_prices": _show_prices,
    "ask_pumps": _pump_or_site,
    "notice": _notice,
}


def _pump(body: Any) -> int:
    """The one pump concerned, or 0."""
    match body:
        case device.SetPrices():
            pumps = {price.pump for price in body.prices}
            return pumps.pop() if len(pumps) == 1 else 0
        case device.ShowPrices() | device.Notice():
            return 0
    return int(body.pump)


def _kind(name: str, body: Any) -> str:
    if not isinstance(body, device.Control):
        return name
    return f"control_{device.PumpAction.Name(body.action).removeprefix('PUMP_ACTION_').lower()}"
