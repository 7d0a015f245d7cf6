"""Stands in for the iot-gateway's numbers of transactions: pump 3 of every site had its controller replaced."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_kit.errors import Conflict

LAST = 41


class NumbersMovedOn(Conflict):
    pass


def numbers(base: int = 0, reused: int = 2) -> iot_pb2.PumpNumbers:
    since = Timestamp(seconds=1_795_000_000) if reused else None
    return iot_pb2.PumpNumbers(pump=3, base=base, last=LAST, reused=reused, reused_since=since)


class StubNumbering(iot_pb2_grpc.IotGatewayServiceServicer):
    asked: Any = None

    async def ListPumpNumbers(
        self, request: iot_pb2.ListPumpNumbersRequest, context: Any
    ) -> iot_pb2.ListPumpNumbersResponse:
        return iot_pb2.ListPumpNumbersResponse(pumps=[numbers()])

    async def RestartNumbers(
        self, request: iot_pb2.RestartNumbersRequest, context: Any
    ) -> iot_pb2.RestartNumbersResponse:
        self.asked = request
        if request.last != LAST:
            raise NumbersMovedOn("the pump's last number is another one", last=LAST)
        return iot_pb2.RestartNumbersResponse(numbers=numbers(LAST, 0), previous=numbers(), booked=2)
