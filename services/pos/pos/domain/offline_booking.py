"""What becomes of an offline operation, and why: each finding in a word for programs and a sentence for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from iso4217 import Currency

from pos.domain.card_payment import OPEN_CARDS
from pos.domain.catalogue import Item
from pos.domain.offline import Device, Outcome
from pos.domain.offline_document import Document, FuelTyped, ShopLine, ticket_lines
from pos.domain.sale import Clearing, Sale, SaleState, TenderKind
from pos.domain.site import OfflineLimits
from pos.domain.tendering import NOT_PAID, Given, take
from pos.domain.ticket import OPEN, Act, cleared, elsewhere, standing

AHEAD = timedelta(minutes=5)
"""What the clock of a device may be ahead of ours."""
BEFORE = timedelta(minutes=10)
"""How long after it was paid for a fuelling may have finished, since clocks differ."""
NAMED = 3
"""So many items are named in a sentence."""


class Reason(StrEnum):
    """Why an operation is not plainly applied; the gravest first."""

    UNREADABLE = "UNREADABLE"
    WRONG_PLACE = "WRONG_PLACE"
    SUMS_WRONG = "SUMS_WRONG"
    RECEIPT_NUMBER_WRONG = "RECEIPT_NUMBER_WRONG"
    CLEARED_ELSEWHERE = "CLEARED_ELSEWHERE"
    LOCKED_ELSEWHERE = "LOCKED_ELSEWHERE"
    CARD_PENDING = "CARD_PENDING"
    AMOUNT_DIFFERS = "AMOUNT_DIFFERS"
    NOT_PAYABLE = "NOT_PAYABLE"
    SALE_UNKNOWN = "SALE_UNKNOWN"
    NO_FUELLING = "NO_FUELLING"
    SEVERAL_FUELLINGS = "SEVERAL_FUELLINGS"
    SHIFT_UNKNOWN = "SHIFT_UNKNOWN"
    SHIFT_CLOSED = "SHIFT_CLOSED"
    HANDED_IN_BY_ANOTHER = "HANDED_IN_BY_ANOTHER"
    AMOUNT_OVER_LIMIT = "AMOUNT_OVER_LIMIT"
    TOO_OLD = "TOO_OLD"
    CLOCK_WRONG = "CLOCK_WRONG"
    PRICE_DIFFERS = "PRICE_DIFFERS"
    VAT_DIFFERS = "VAT_DIFFERS"
    ITEM_GONE = "ITEM_GONE"


GRAVITY = {reason: place for place, reason in enumerate(Reason)}
REFUSALS = (Reason.UNREADABLE, Reason.WRONG_PLACE, Reason.SUMS_WRONG, Reason.RECEIPT_NUMBER_WRONG)


class Finding(NamedTuple):
    reason: Reason
    words: str


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: GRAVITY[finding.reason]))


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    if not findings:
        return Outcome.APPLIED
    refused = any(finding.reason in REFUSALS for finding in findings)
    return Outcome.REFUSED if refused else Outcome.CONFLICT


def told(findings: Sequence[Finding], owed_minor: int, currency: str) -> str:
    """All of it for people, with what is to be done about the money."""
    sentences = [finding.words for finding in findings]
    if owed_minor:
        what = "give them back, or settle with them what is due"
        sentences.append(f"{amount_text(owed_minor, currency)} are paid in and owed to the customer: {what}.")
    return " ".join(sentences)


def amount_text(minor: int, currency: str) -> str:
    """`63.37 GBP`"""
    return f"{Decimal(minor).scaleb(-int(Currency(currency).exponent or 0)):f} {currency}"


def refusal(document: Document | str, device: Device) -> Finding | None:
    """Why nothing of it can be booked."""
    if isinstance(document, str):
        return Finding(Reason.UNREADABLE, f"The document cannot be read: {document}.")
    if (document.site, document.till, document.series) != (device.site_id, device.till, device.series):
        return Finding(Reason.WRONG_PLACE, f"It is of {document.series} at {document.site}, not of {device.series}.")
    if not (document.lines_fit and document.cash_fits):
        words = "Lines, total, cash given and change do not fit together, or a reason is missing."
        return Finding(Reason.SUMS_WRONG, words)
    expected = device.last_receipt_number + 1
    if document.receipt_number not in (None, expected):
        return Finding(Reason.RECEIPT_NUMBER_WRONG, f"Its receipt is {document.receipt_number}, not {expected}.")
    return None


def marks(document: Document, limits: OfflineLimits, now: datetime, currency: str) -> Iterator[Finding]:
    """What a till should not have done without a line, or that waited for too long."""
    if document.sold_minor > limits.max_sale_minor:
        most, sold = amount_text(limits.max_sale_minor, currency), amount_text(document.sold_minor, currency)
        yield Finding(Reason.AMOUNT_OVER_LIMIT, f"{sold} is more than the {most} that may be sold without a line.")
    if now - document.at > timedelta(seconds=limits.max_age_s):
        yield Finding(Reason.TOO_OLD, f"It was done at {clock(document.at)} and waited for longer than it may.")
    if document.at - now > AHEAD:
        yield Finding(Reason.CLOCK_WRONG, f"The clock of the device was ahead: it said {clock(document.at)}.")


def clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def line_marks(lines: Sequence[ShopLine], items: Mapping[str, Item], currency: str) -> Iterator[Finding]:
    """Where the catalogue says something else by now; `items` by id, sold or not."""
    sold = [(line, items[line.item_id]) for line in lines if line.item_id in items and items[line.item_id].active]
    prices = [
        f"{line.name} {amount_text(line.unit_price_minor, currency)}, now {amount_text(item.price_minor, currency)}"
        for line, item in sold
        if line.unit_price_minor != item.price_minor
    ]
    rates = [line.name for line, item in sold if line.vat_rate_bp != item.vat_rate_bp]
    known = {line.item_id for line, _ in sold}
    gone = [line.name for line in lines if line.item_id not in known]
    if prices:
        yield Finding(Reason.PRICE_DIFFERS, f"Sold at a price that is another one by now: {_some(prices)}.")
    if rates:
        yield Finding(Reason.VAT_DIFFERS, f"Sold with a VAT rate that is another one by now: {_some(rates)}.")
    if gone:
        yield Finding(Reason.ITEM_GONE, f"The shop does not sell this any more: {_some(gone)}.")


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; and {more} more" if more > 0 else "")


def obstacle(sale: Sale, wanted_minor: int, shift_id: str) -> Finding | None:
    """Why this much cash does not settle the ticket. `shift_id` is the shift that has the cash."""
    if sale.state is SaleState.CLEARED:
        return Finding(Reason.CLEARED_ELSEWHERE, _settled(sale))
    if sale.state not in OPEN or sale.kind in NOT_PAID:
        state = sale.kind.name if sale.kind in NOT_PAID else sale.state.name
        return Finding(Reason.NOT_PAYABLE, f"The ticket cannot be paid: it is {state}.")
    if elsewhere(sale, shift_id) and standing(sale):
        return Finding(Reason.LOCKED_ELSEWHERE, "Another till has the ticket, with money given for it.")
    if any(payment.state in OPEN_CARDS for payment in sale.card_payments):
        return Finding(Reason.CARD_PENDING, "A card is being charged for the ticket.")
    if sale.due_minor != wanted_minor:
        due = amount_text(sale.due_minor, sale.currency)
        paid = amount_text(wanted_minor, sale.currency)
        return Finding(Reason.AMOUNT_DIFFERS, f"{due} is due of the ticket, {paid} was taken for it.")
    return None


def _settled(sale: Sale) -> str:
    by = f" by {sale.cleared_by}" if sale.cleared_by else ""
    at = f" at {clock(sale.cleared_at)}" if sale.cleared_at else ""
    how = sale.clearing.name if sale.clearing else ""
    if sale.clearing in (Clearing.DRIVE_OFF, Clearing.NO_MEANS):
        return f"The ticket was recorded as {how}{by}{at}: its debt is still to be settled."
    return f"The ticket was settled elsewhere ({how}){by}{at}."


def paid_by(typed: FuelTyped, candidates: Iterable[Sale]) -> list[Sale]:
    """The tickets that what was typed may have paid for."""
    return [sale for sale in candidates if _fits(typed, sale)]


def _fits(typed: FuelTyped, sale: Sale) -> bool:
    fuel = sale.fuel
    if fuel is None or sale.state is not SaleState.PAYABLE or sale.kind in NOT_PAID:
        return False
    amount = next(line.amount_minor for line in sale.lines if line.fuel is not None)
    right = amount == sale.due_minor == typed.amount_minor
    volume = typed.volume_ml in (None, fuel.volume_ml)
    return right and volume and fuel.finished_at <= typed.at + BEFORE


def no_fuelling(typed: FuelTyped, found: int, currency: str) -> Finding:
    """Of what was typed, when there is not exactly one."""
    what = f"fuelling of {amount_text(typed.amount_minor, currency)} at pump {typed.pump}"
    if found:
        return Finding(Reason.SEVERAL_FUELLINGS, f"There are {found} unpaid ones: {what}.")
    return Finding(Reason.NO_FUELLING, f"There is no unpaid {what}.")


def found_later(sale_id: str) -> str:
    """How what was typed is explained when its fuelling comes after all."""
    return f"its fuelling came later: the ticket {sale_id} is settled with it"


def paid(sale: Sale, act: Act, given_minor: int, lines: Sequence[ShopLine]) -> Sale:
    """The ticket with the shop items, settled in cash. To be asked when nothing is in the way."""
    last = max((line.number for line in sale.lines), default=0)
    held = replace(sale, state=SaleState.LOCKED, shift_id=act.shift_id, lines=(*sale.lines, *ticket_lines(lines, last)))
    taken = take(held, act, Given(TenderKind.CASH, given_minor=given_minor), held.due_minor)
    return cleared(taken, act, Clearing.PAID)
