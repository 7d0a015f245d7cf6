"""Stands in for the pumps of pos: two of them, which do as they are told, or refuse."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import pumps_pb2 as pb
from motorway.pos.v1 import pumps_pb2_grpc, sale_pb2
from motorway_kit.errors import Conflict

from .stub_sales import before, make_sale

AT = Timestamp(seconds=1_795_000_000)
IDLE, CLOSED, SUSPENDED = 3, 2, 9


class PumpRefused(Conflict):
    pass


def status(pump: int, state: int = IDLE, **fields: Any) -> pb.PumpStatus:
    return pb.PumpStatus(pump=pump, state=state, since=AT, time=AT, reason="nozzle_in", **fields)


class StubPumps(pumps_pb2_grpc.PumpsServiceServicer):
    """`refuses`: what is asked contradicts the pump's state. `deaf`: pumps that confirm nothing."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.refuses = False
        self.deaf: list[int] = []

    async def ListPumps(self, request: pb.ListPumpsRequest, context: Any) -> pb.ListPumpsResponse:
        current = make_sale(sale_id="current", state=sale_pb2.SALE_STATE_AUTHORISED, lines=[])
        gap = pb.MissingFuellings(first=7, last=8, since=AT)
        said = status(1, 5, release_token="current")
        one = pb.PumpOverview(status=said, current=current, unpaid=[before()], missing=[gap])
        return pb.ListPumpsResponse(pumps=[one, pb.PumpOverview(status=pb.PumpStatus(pump=2))])

    async def ControlPump(self, request: pb.ControlPumpRequest, context: Any) -> pb.ControlPumpResponse:
        self.asked = request
        if self.refuses:
            raise PumpRefused(
                "pump 1 refuses: not in progress", pump=1, code="0x30", refusal="not_in_progress", by="device"
            )
        return pb.ControlPumpResponse(status=status(request.pump, SUSPENDED), previous=status(request.pump, 8))

    async def StopForecourt(self, request: pb.StopForecourtRequest, context: Any) -> pb.StopForecourtResponse:
        self.asked = request
        statuses = [status(pump, CLOSED, emergency_stopped=pump not in self.deaf) for pump in (1, 2)]
        return pb.StopForecourtResponse(statuses=statuses, unconfirmed=self.deaf, previous=[status(1), status(2)])

    async def StartForecourt(self, request: pb.StartForecourtRequest, context: Any) -> pb.StartForecourtResponse:
        self.asked = request
        return pb.StartForecourtResponse(statuses=[status(1), status(2)], unconfirmed=self.deaf)
