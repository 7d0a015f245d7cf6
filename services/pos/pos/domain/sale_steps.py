"""What a pump's word does to its sale. Every fact has an outcome in every state; none is an error.

The table is docs/adr/0031-sales-and-pumps.md's.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pos.domain.card_payment import amount_fixed, given_up
from pos.domain.pump import DELIVERING, PumpState
from pos.domain.sale import Clearing, Line, Sale, SaleKind, SaleState

S = SaleState
NO_ANSWER = "no_answer"
NOT_IN_FORCE = "not_in_force"


class Fact(StrEnum):
    """What can be known of a sale's authorisation; each is the `what` of the step that it causes."""

    ACCEPTED = "accepted"
    """The pump took the order, or was seen Authorised for it."""
    REFUSED = "refused"
    """The pump did not take the order, or was asked and knows nothing of it."""
    STARTED = "started"
    """The nozzle is out, or the delivery is over and its transaction on the way."""
    ENDED = "ended"
    """The pump was asked: the authorisation is over and nothing was delivered."""


TABLE: dict[SaleState, dict[Fact, SaleState]] = {
    S.REQUESTED: {
        Fact.ACCEPTED: S.AUTHORISED,
        Fact.REFUSED: S.REFUSED,
        Fact.STARTED: S.FUELLING,
        Fact.ENDED: S.REFUSED,
    },
    S.AUTHORISED: {Fact.STARTED: S.FUELLING, Fact.ENDED: S.ENDED},
    S.FUELLING: {Fact.ENDED: S.ENDED},
    S.REFUSED: {Fact.ACCEPTED: S.AUTHORISED, Fact.STARTED: S.FUELLING},
    S.ENDED: {Fact.ACCEPTED: S.AUTHORISED, Fact.STARTED: S.FUELLING},
    S.PAYABLE: {},
    S.LOCKED: {},
    S.CLEARED: {},
    S.VOIDED: {},
}
"""Where a fact leads; a fact that is not there changes nothing."""

WAITING = frozenset({S.REQUESTED, S.AUTHORISED, S.FUELLING})
"""The pump's word is awaited."""


def told(sale: Sale, fact: Fact, reason: str = "", code: int = 0) -> Sale:
    """The sale after the fact: itself, the same object, when nothing changes.

    `reason` and `code` say why a pump refused or an authorisation ended. What a card was held for is then given up.
    """
    state = TABLE[sale.state].get(fact)
    if state is None:
        return sale
    over = state in (S.REFUSED, S.ENDED)
    if over:
        sale = given_up(sale, f"sale_{state.name.lower()}")
    return replace(sale, state=state, reason=reason if over else "", refusal_code=code if over else 0)


def fact_of(state: PumpState) -> Fact:
    """What the state of a pump that names a sale's token says of that sale."""
    return Fact.STARTED if state in DELIVERING else Fact.ACCEPTED


def takes_fuel(sale: Sale) -> bool:
    """Whether a finished transaction with this sale's token is this sale's: a pump was released for it, it has none
    yet, and it is not settled."""
    return sale.kind is not SaleKind.SHOP and sale.fuel is None and sale.state not in (S.CLEARED, S.VOIDED)


def fuelled(sale: Sale, line: Line, at: datetime, *, clear_zero: bool = True) -> Sale:
    """The sale with its finished fuelling, and with what is due of it from a card that was held. Only for one that
    `takes_fuel`.

    It is PAYABLE, or LOCKED when a till has it. With `clear_zero` (ZeroTR_Mode 1) nothing delivered and nothing paid
    is CLEARED as ZERO.
    """
    assert takes_fuel(sale)
    assert line.fuel is not None
    state = S.LOCKED if sale.state is S.LOCKED else S.PAYABLE
    booked = replace(
        sale,
        state=state,
        pump=line.fuel.pump,
        lines=(*sale.lines, line),
        payable_at=at,
        reason="",
        refusal_code=0,
    )
    booked = amount_fixed(booked)
    nothing = line.fuel.volume_ml == 0 and booked.total_minor == 0 and not booked.tendered_minor
    if state is S.PAYABLE and nothing and clear_zero:
        return replace(booked, state=S.CLEARED, clearing=Clearing.ZERO, cleared_at=at)
    return booked


class Word(NamedTuple):
    """What a pump answers when it is asked. `outstanding`: transactions up to its last one have not come yet."""

    state: PumpState
    token: str = ""
    last_token: str = ""
    outstanding: bool = False


def verdict(sale: Sale, word: Word | None) -> Fact | None:
    """What an answer of its pump means for a sale (None as `word`: it knows no such pump). None: wait.

    Only for an answer that was given after the order had expired. What is on its way must come first: the last delivery
    may have been this sale's, or hide it.
    """
    if word is None:
        return Fact.ENDED
    if word.token == sale.sale_id:
        return fact_of(word.state)
    if not word.outstanding:
        return Fact.ENDED
    return Fact.STARTED if word.last_token == sale.sale_id else None
