"""A cashier takes back what a reader asks its customer for."""

from payments.app import payments, readers, saved_cards
from payments.db import disputes
from payments.domain.reader import Reader
from payments.parts import Payments

GIVEN_UP = "reader_cancelled"


async def cancel(parts: Payments, reader_id: str) -> Reader:
    """The reader, idle; the payment or the card setup that it asked for is given up. Harmless when repeated.

    Raises ReaderNotFound, NotAllowed, PaymentCaptured when the customer was faster, PaymentClaimed, Unavailable.
    """
    reader, asked = await readers.stop_reader(parts, reader_id)
    if asked and not await saved_cards.look_at(parts, asked):
        payment = await disputes.payment_of(parts.db, asked)
        if payment is not None:
            await payments.cancel(parts, payment.payment_id, GIVEN_UP)
    return reader
