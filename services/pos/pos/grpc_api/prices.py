"""The gRPC door of prices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import grpc.aio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import pos_pb2, prices_pb2, prices_pb2_grpc
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import prices as app
from pos.domain.price import Price, PriceSet, PriceSetState, PriceSetStep
from pos.domain.price_change import Work
from pos.grpc_api.site_messages import SERVICE_LEVELS
from pos.grpc_api.times import moment_of
from pos.parts import Pos

DEFAULT_PAGE, MAX_PAGE = 50, 200
RULES = {
    "GetPrices": at(Operation.PRICES_READ, "site_id"),
    "ListPriceSets": at(Operation.PRICES_READ, "site_id"),
    "SchedulePrices": at(Operation.PRICES_MANAGE, "site_id"),
    "CancelPriceSet": at(Operation.PRICES_MANAGE, "site_id"),
    "ResendPrices": at(Operation.PRICES_MANAGE, "site_id"),
}
LEVEL_NAMES = {number: name for name, number in SERVICE_LEVELS.items()}
STATES: Mapping[PriceSetState, prices_pb2.PriceSetState.ValueType] = {
    PriceSetState.SCHEDULED: prices_pb2.PRICE_SET_STATE_SCHEDULED,
    PriceSetState.SENDING: prices_pb2.PRICE_SET_STATE_SENDING,
    PriceSetState.IN_FORCE: prices_pb2.PRICE_SET_STATE_IN_FORCE,
    PriceSetState.SUPERSEDED: prices_pb2.PRICE_SET_STATE_SUPERSEDED,
    PriceSetState.CANCELLED: prices_pb2.PRICE_SET_STATE_CANCELLED,
}

Context = grpc.aio.ServicerContext[Any, Any]


class PricesServicer(prices_pb2_grpc.PricesServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def GetPrices(self, request: prices_pb2.GetPricesRequest, context: Context) -> prices_pb2.GetPricesResponse:
        found = await app.get_prices(self._parts, request.site_id)
        return prices_pb2.GetPricesResponse(
            in_force=encode(found.in_force) if found.in_force else None,
            upcoming=map(encode, found.upcoming),
            sign=_encode_sign(found.sign) if found.sign else None,
            pumps=map(_encode_pump, found.pumps),
        )

    async def ListPriceSets(
        self, request: prices_pb2.ListPriceSetsRequest, context: Context
    ) -> prices_pb2.ListPriceSetsResponse:
        limit = min(request.page_size or DEFAULT_PAGE, MAX_PAGE)
        found, more = await app.list_price_sets(self._parts, request.site_id, _before(request.cursor), limit)
        next_cursor = str(found[-1].number) if more else ""
        return prices_pb2.ListPriceSetsResponse(price_sets=map(encode, found), next_cursor=next_cursor)

    async def SchedulePrices(
        self, request: prices_pb2.SchedulePricesRequest, context: Context
    ) -> prices_pb2.SchedulePricesResponse:
        made = await app.schedule_prices(self._parts, decode(request), request.idempotency_key)
        return prices_pb2.SchedulePricesResponse(price_set=encode(made))

    async def CancelPriceSet(
        self, request: prices_pb2.CancelPriceSetRequest, context: Context
    ) -> prices_pb2.CancelPriceSetResponse:
        number = min(request.number, 2**31 - 1)
        cancelled, previous = await app.cancel_price_set(self._parts, request.site_id, number)
        return prices_pb2.CancelPriceSetResponse(price_set=encode(cancelled), previous=encode(previous))

    async def ResendPrices(
        self, request: prices_pb2.ResendPricesRequest, context: Context
    ) -> prices_pb2.ResendPricesResponse:
        sent = await app.resend_prices(self._parts, request.site_id, request.pump)
        return prices_pb2.ResendPricesResponse(pumps=sent)


def decode(request: prices_pb2.SchedulePricesRequest) -> app.Wish:
    """Not checked yet, but for how its beginning is given. Raises InvalidInput."""
    effective_at, local_time = None, None
    match request.WhichOneof("begins"):
        case "effective_at":
            effective_at = moment_of(request.effective_at, "effective_at")
        case "local_time":
            local_time = _local(request.local_time)
        case "now" if request.now:
            pass
        case _:
            raise InvalidInput("effective_at must be a time, or now", field="effective_at")
    prices = tuple(
        Price(price.grade_id, LEVEL_NAMES.get(price.service_level, ""), price.unit_price_milli)
        for price in request.prices
    )
    return app.Wish(request.site_id, prices, effective_at, local_time, request.confirm_large_change)


def _local(text: str) -> datetime:
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput("effective_at must be such as 2026-10-24T06:00:00", field="effective_at") from error
    if local.tzinfo is not None:
        raise InvalidInput("local_time carries an offset", field="effective_at")
    return local


def _before(cursor: str) -> int | None:
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise InvalidInput("the cursor is none that was given out", field="cursor")
    return int(cursor) if cursor else None


def encode(price_set: PriceSet) -> prices_pb2.PriceSet:
    prices = [
        prices_pb2.Price(grade_id=grade, service_level=_level(level), unit_price_milli=price)
        for (grade, level), price in price_set.prices.items()
    ]
    return prices_pb2.PriceSet(
        site_id=price_set.site_id,
        number=price_set.number,
        state=STATES[price_set.state],
        effective_at=_stamp(price_set.effective_at),
        prices=prices,
        steps=map(_encode_step, price_set.steps),
        version=price_set.version,
    )


def _encode_step(step: PriceSetStep) -> prices_pb2.PriceSetStep:
    return prices_pb2.PriceSetStep(state=STATES[step.state], at=_stamp(step.at), actor=step.actor)


def _encode_sign(sign: Work) -> prices_pb2.PriceSign:
    shown = [
        prices_pb2.GradeOnSign(grade_id=grade, unit_price_milli=price)
        for grade, price in sorted((sign.shown or {}).items())
    ]
    shown_at = _stamp(sign.shown_at) if sign.shown_at else None
    return prices_pb2.PriceSign(prices=shown, shown_at=shown_at, confirmed=sign.confirmed, reason=sign.reason)


def _encode_pump(pump: Work) -> prices_pb2.PumpPrices:
    return prices_pb2.PumpPrices(
        pump=pump.pump,
        price_set=pump.price_set,
        confirmed_at=_stamp(pump.confirmed_at) if pump.confirmed_at else None,
        reason=pump.reason,
        closed=pump.closed,
        attempts=pump.attempts,
        next_attempt_at=_stamp(pump.due_at) if pump.due_at else None,
    )


def _level(name: str) -> pos_pb2.ServiceLevel.ValueType:
    return SERVICE_LEVELS[name]


def _stamp(moment: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp
