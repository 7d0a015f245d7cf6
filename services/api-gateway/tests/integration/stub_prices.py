"""Stands in for the prices of pos: one set of each kind, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import pos_pb2, prices_pb2_grpc
from motorway.pos.v1 import prices_pb2 as pb
from motorway_kit.errors import Conflict, InvalidInput

SITE = "m25-cobham"
AT = Timestamp(seconds=1_795_000_000)


class LargePriceChange(InvalidInput):
    """As pos says it."""


class PriceSetNotScheduled(Conflict):
    """As pos says it."""


def make_set(number: int, *states: pb.PriceSetState.ValueType) -> pb.PriceSet:
    return pb.PriceSet(
        site_id=SITE,
        number=number,
        state=states[-1],
        effective_at=AT,
        prices=[pb.Price(grade_id="e10", service_level=pos_pb2.SERVICE_LEVEL_SELF, unit_price_milli=1_459)],
        steps=[pb.PriceSetStep(state=state, at=AT, actor="jo") for state in states],
        version=len(states),
    )


SCHEDULED, SENDING = pb.PRICE_SET_STATE_SCHEDULED, pb.PRICE_SET_STATE_SENDING
IN_FORCE, CANCELLED = pb.PRICE_SET_STATE_IN_FORCE, pb.PRICE_SET_STATE_CANCELLED


class StubPrices(prices_pb2_grpc.PricesServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def GetPrices(self, request: pb.GetPricesRequest, context: Any) -> pb.GetPricesResponse:
        return pb.GetPricesResponse(
            in_force=make_set(1, SCHEDULED, SENDING, IN_FORCE),
            upcoming=[make_set(2, SCHEDULED)],
            sign=pb.PriceSign(
                prices=[pb.GradeOnSign(grade_id="e10", unit_price_milli=1_459)], shown_at=AT, confirmed=True
            ),
            pumps=[
                pb.PumpPrices(pump=1, price_set=1, confirmed_at=AT, attempts=1),
                pb.PumpPrices(pump=2, price_set=1, reason="no_answer", closed=True, attempts=3, next_attempt_at=AT),
            ],
        )

    async def ListPriceSets(self, request: pb.ListPriceSetsRequest, context: Any) -> pb.ListPriceSetsResponse:
        self.asked = request
        return pb.ListPriceSetsResponse(price_sets=[make_set(2, SCHEDULED)], next_cursor="2")

    async def SchedulePrices(self, request: pb.SchedulePricesRequest, context: Any) -> pb.SchedulePricesResponse:
        self.asked = request
        if any(price.unit_price_milli > 9_000 for price in request.prices) and not request.confirm_large_change:
            raise LargePriceChange("e10 moves by more than 25 %", field="prices")
        return pb.SchedulePricesResponse(price_set=make_set(3, SCHEDULED))

    async def CancelPriceSet(self, request: pb.CancelPriceSetRequest, context: Any) -> pb.CancelPriceSetResponse:
        if request.number == 1:
            raise PriceSetNotScheduled("the price set is in_force, not scheduled")
        cancelled, previous = make_set(request.number, SCHEDULED, CANCELLED), make_set(request.number, SCHEDULED)
        return pb.CancelPriceSetResponse(price_set=cancelled, previous=previous)

    async def ResendPrices(self, request: pb.ResendPricesRequest, context: Any) -> pb.ResendPricesResponse:
        self.asked = request
        return pb.ResendPricesResponse(pumps=[request.pump or 2])
