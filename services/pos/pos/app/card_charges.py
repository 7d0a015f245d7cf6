"""Charging a card for a ticket: asked for here, told later what became of it."""

from typing import NamedTuple

from motorway.payments.v1 import payment_pb2, payments_pb2
from motorway_access.caller import current_caller
from motorway_kit.db import transaction
from motorway_kit.errors import InvalidInput, NotFound
from motorway_kit.ids import new_id

from pos.app.authorise import NOT_TAKEN, snake
from pos.app.card_outcomes import hear_of
from pos.app.desk import At, Changed, at_desk, found_sale, locked_sale
from pos.db import sales
from pos.domain import card_charge as rules
from pos.domain.card_payment import NOT_STARTED
from pos.domain.sale import CardPaymentState, Sale, SaleCardPayment
from pos.parts import Pos

PENDING = CardPaymentState.PENDING


class CardMethod(NamedTuple):
    """How a card is presented: one of them. `account_id` is whose the saved card is."""

    reader_id: str = ""
    payment_method: str = ""
    saved_card_id: str = ""
    link: bool = False
    account_id: str = ""


class Started(NamedTuple):
    sale: Sale
    previous: Sale
    payment_id: str


async def start_card_payment(parts: Pos, at: At, amount_minor: int, method: CardMethod, key: str) -> Started:
    """The sale is as it is while the card is being charged. With the same key once.

    Raises InvalidInput, NothingDue, TenderExceedsDue, CardPaymentPending, NotForPayment, SaleNotLocked,
    IdempotencyKeyReused, what `at_desk` raises, and what payments refuses it with. Timeout and Unavailable: it may have
    begun; with the same key it is asked again.
    """
    method_message(method)
    async with at_desk(parts, at) as desk:
        if await desk.first_time(key, "start_card_payment", amount_minor, method):
            asked = rules.charge(desk.sale, desk.act, new_id(), amount_minor, key)
            sale, previous = await desk.save(asked, "card_asked")
        else:
            sale = previous = desk.sale
    return Started(sale, previous, await ask_for_card(parts, sale, key, method))


async def ask_for_card(parts: Pos, sale: Sale, key: str, method: CardMethod) -> str:
    """Tell payments of the card payment that was written down under the key, while it is PENDING; returns its id.

    Raises what payments refuses it with: then it is ENDED. Timeout, Unavailable: it is not known.
    """
    payment = next(payment for payment in sale.card_payments if payment.key == key)
    if payment.state is not PENDING:
        return payment.payment_id
    request = _request(sale, payment, method_message(method), method.account_id)
    try:
        await parts.cards.start(request)
    except NOT_TAKEN as error:
        unstarted = Unstarted(sale.sale_id, payment.payment_id, snake(error.reason), current_caller().name)
        await end_unstarted(parts, unstarted)
        raise
    return payment.payment_id


def method_message(method: CardMethod) -> payment_pb2.Method:
    """Raises InvalidInput unless it says one way."""
    ways = (method.reader_id, method.payment_method, method.saved_card_id, method.link)
    if sum(map(bool, ways)) != 1:
        raise InvalidInput("method must be a reader, a payment method, a saved card or a link", field="method")
    if method.account_id and not method.saved_card_id:
        raise InvalidInput("method.account_id is for a saved card", field="method.account_id")
    if method.reader_id:
        return payment_pb2.Method(kind=payment_pb2.METHOD_KIND_READER, reader_id=method.reader_id)
    if method.payment_method:
        kind = payment_pb2.METHOD_KIND_PAYMENT_METHOD
        return payment_pb2.Method(kind=kind, payment_method=method.payment_method)
    if method.saved_card_id:
        return payment_pb2.Method(kind=payment_pb2.METHOD_KIND_SAVED_CARD, saved_card_id=method.saved_card_id)
    return payment_pb2.Method(kind=payment_pb2.METHOD_KIND_LINK)


def _request(
    sale: Sale, payment: SaleCardPayment, method: payment_pb2.Method, account_id: str
) -> payments_pb2.StartPaymentRequest:
    """The same for each repetition."""
    return payments_pb2.StartPaymentRequest(
        payment_id=payment.payment_id,
        site_id=sale.site_id,
        sale_id=sale.sale_id,
        shift_id=payment.shift_id,
        purpose=payment_pb2.PAYMENT_PURPOSE_CHARGE,
        method=method,
        amount_minor=payment.amount_minor,
        currency=sale.currency,
        description=f"Pump {sale.pump}" if sale.pump else "Shop",
        account_id=account_id,
    )


async def cancel_card_payment(parts: Pos, at: At, payment_id: str) -> Changed:
    """Gives it up; PENDING still while it is not known whether the customer was faster. Harmless when repeated.

    Raises CardPaymentNotFound, CardPaymentDecided, PaymentCaptured, SaleLockedElsewhere, SaleNotPayable, what `at_desk`
    raises, Timeout, Unavailable.
    """
    async with at_desk(parts, at) as desk:
        if not rules.to_be_given_up(desk.sale, desk.act, payment_id):
            return desk.unchanged()
        seen = desk.sale
    try:
        payment = await parts.cards.cancel(payment_id, "given_up_at_the_till")
    except NotFound as error:
        if error.reason != "PaymentNotFound":
            raise
        unstarted = Unstarted(seen.sale_id, payment_id, actor=current_caller().name)
        return Changed(await end_unstarted(parts, unstarted), seen)
    await hear_of(parts, payment)
    return Changed(await found_sale(parts.db, seen.sale_id), seen)


class Unstarted(NamedTuple):
    """A payment that payments does not know, or refused to begin. `actor` is empty when nobody asked."""

    sale_id: str
    payment_id: str
    reason: str = NOT_STARTED
    actor: str = ""


async def end_unstarted(parts: Pos, one: Unstarted) -> Sale:
    """Should it begin after all, what it brings is taken as far as something is due."""
    async with transaction(parts.db) as conn:
        sale = await locked_sale(conn, one.sale_id)
        after = rules.not_started(sale, one.payment_id, one.reason)
        if after is sale:
            return sale
        return await sales.save_sale(conn, after, "card_ended", one.actor, parts.clock())
