"""The evidence of a dispute: the receipt, the pump's transaction and the times, in Stripe's fields.

Source of the fields: docs.stripe.com/disputes/evidence-best-practices and docs.stripe.com/api/disputes/evidence_object.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_kit.errors import NotFound

from payments.db import payments as payment_store
from payments.db.disputes import Bundle
from payments.domain.dispute import Dispute
from payments.domain.payment import MethodKind, Payment, PaymentNotFound
from payments.parts import Payments
from payments.reports.words import amount, brand

LONGEST_TEXT = 20_000
"""Of a text field of Stripe's."""
PRESENTED = {
    MethodKind.READER: "presented to a card reader at the till",
    MethodKind.PAYMENT_METHOD: "given in the station's app",
    MethodKind.SAVED_CARD: "left on file by the account customer",
    MethodKind.LINK: "entered by the customer on Stripe's page",
}


async def evidence_for(parts: Payments, dispute: Dispute, note: str) -> Bundle:
    """As it is known now. Raises Unavailable, Timeout when pos does not answer; PaymentNotFound."""
    payment = await payment_store.get(parts.db, dispute.payment_id)
    if payment is None:
        raise PaymentNotFound("the disputed payment is not known", payment_id=dispute.payment_id)
    steps = await payment_store.steps(parts.db, dispute.payment_id)
    lines = [*_payment(payment), *(f"  {_time(step.at)} {_words(step.what)}" for step in steps)]
    texts, pdf = {}, b""
    if payment.sale_id:
        answer, pdf = await _sale(parts, payment.sale_id)
        if answer is not None:
            texts = _product(answer.sale)
            lines += _history(answer)
    if note:
        lines += ["", "The station adds:", note]
    return Bundle({**texts, "uncategorized_text": "\n".join(lines)[:LONGEST_TEXT]}, pdf, "")


async def _sale(parts: Payments, sale_id: str) -> tuple[sales_pb2.GetSaleResponse | None, bytes]:
    """The sale and its receipt, as far as there are such."""
    try:
        answer = await parts.sales.get_sale(sale_id)
    except NotFound:
        return None, b""
    try:
        return answer, (await parts.sales.render_receipt(sale_id)).content
    except NotFound:
        return answer, b""


def _product(sale: sale_pb2.Sale) -> dict[str, str]:
    """What was sold, and the day on which it was handed over."""
    sold = "; ".join(_line(line, sale.currency) for line in sale.lines)[:LONGEST_TEXT]
    moments = [line.fuel.finished_at for line in sale.lines if line.HasField("fuel")]
    moment = moments[0] if moments else sale.opened_at
    return {"product_description": sold, "service_date": moment.ToDatetime(UTC).date().isoformat()}


def _line(line: sale_pb2.SaleLine, currency: str) -> str:
    price = f"{amount(line.amount_minor, currency)} {currency}"
    if not line.HasField("fuel"):
        return f"{line.quantity} x {line.description}, {price}"
    fuel = line.fuel
    return f"{_litres(fuel.volume_ml)} of {line.description} from pump {fuel.pump}, nozzle {fuel.nozzle}, {price}"


def _payment(payment: Payment) -> Iterator[str]:
    asked = f"{amount(payment.amount_minor, payment.currency)} {payment.currency}"
    taken = f"{amount(payment.captured_minor, payment.currency)} {payment.currency}"
    yield f"Card payment {payment.payment_id} ({payment.stripe_id}): {asked} asked for, {taken} taken."
    if payment.card is not None:
        card = f"{brand(payment.card.brand)} ending in {payment.card.last4}"
        yield f"The card, {card}, was {PRESENTED[payment.method.kind]}."
    yield "What happened to the payment (UTC):"


def _history(answer: sales_pb2.GetSaleResponse) -> Iterator[str]:
    for line in answer.sale.lines:
        if line.HasField("fuel"):
            yield from _pump(line.fuel)
    yield f"What happened to the sale {answer.sale.sale_id} (UTC):"
    for step in answer.steps:
        yield f"  {_time(step.at.ToDatetime(UTC))} {_words(step.what)}"


def _pump(fuel: sale_pb2.FuelLine) -> Iterator[str]:
    begun, ended = _time(fuel.started_at.ToDatetime(UTC)), _time(fuel.finished_at.ToDatetime(UTC))
    yield f"Transaction {fuel.sequence} of pump {fuel.pump}, nozzle {fuel.nozzle}: {begun} to {ended} (UTC)."
    before, after = _litres(fuel.volume_total_before_ml), _litres(fuel.volume_total_after_ml)
    yield f"The totaliser of the nozzle went from {before} to {after}."


def _litres(volume_ml: int) -> str:
    return f"{volume_ml // 1000}.{volume_ml % 1000:03d} litres"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _words(what: str) -> str:
    return what.replace("_", " ")
