"""A price set as the event that others hear of."""

from collections.abc import Sequence

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import events_pb2

from pos.domain.price import PriceSet, PriceSetState
from pos.domain.price_change import Work, unconfirmed


def price_changed(price_set: PriceSet, sign: Work | None, pumps: Sequence[Work]) -> events_pb2.PriceChanged:
    """`sign` and `pumps` as they are now; they count only for the set that is in force or being sent."""
    effective_at = Timestamp()
    effective_at.FromDatetime(price_set.effective_at)
    in_force = price_set.state is PriceSetState.IN_FORCE
    sending = price_set.state is PriceSetState.SENDING
    return events_pb2.PriceChanged(
        site_id=price_set.site_id,
        price_set=price_set.number,
        state=price_set.state,
        effective_at=effective_at,
        unconfirmed_pumps=unconfirmed(pumps) if in_force else [],
        version=price_set.version,
        sign_unconfirmed=(in_force or sending) and sign is not None and not sign.confirmed,
    )
