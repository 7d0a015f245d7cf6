"""What a sale says of its card payments, told in the transaction in which it says it."""

from collections.abc import Iterator

from google.protobuf.message import Message

from pos.card_events import card_amount_fixed
from pos.domain.card_payment import news
from pos.domain.sale import Sale


def amounts(before: Sale | None, after: Sale) -> Iterator[Message]:
    """How much the sale takes of each card payment, where that is news."""
    for payment in news(before, after):
        yield card_amount_fixed(after, payment)
