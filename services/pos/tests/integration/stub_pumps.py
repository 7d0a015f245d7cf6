"""Stands in for the iot-gateway and the pumps behind it: takes orders, and answers as the test wants."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway_kit.errors import Timeout, Unavailable

Answer = Callable[[str, Any], device_pb2.CommandResponse]


class NoAnswer(Timeout):
    """As the iot-gateway says it."""


class NotConnected(Unavailable):
    """As the iot-gateway says it."""


def accepted(*reports: device_pb2.PumpReport) -> device_pb2.CommandResponse:
    return device_pb2.CommandResponse(accepted=True, pumps=reports)


def refused(code: int, reason: str, *reports: device_pb2.PumpReport) -> device_pb2.CommandResponse:
    return device_pb2.CommandResponse(refusal_code=code, refusal_reason=reason, pumps=reports)


@dataclass
class StubPumps(iot_pb2_grpc.IotGatewayServiceServicer):
    """`orders` are (method, request) as they came.

    `answers[method]` is a response, an error to raise, or a function of the request that gives one of them.
    """

    orders: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    reports: list[device_pb2.PumpReport] = field(default_factory=list)

    def ordered(self, method: str) -> list[Any]:
        return [request for name, request in self.orders if name == method]

    def _answer(self, method: str, request: Any) -> device_pb2.CommandResponse:
        self.orders.append((method, request))
        answer = self.answers.get(method, accepted(*self.reports))
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, Exception):
            raise answer
        response: device_pb2.CommandResponse = answer
        return response

    async def AuthorisePump(self, request: iot_pb2.AuthorisePumpRequest, context: Any) -> iot_pb2.AuthorisePumpResponse:
        return iot_pb2.AuthorisePumpResponse(response=self._answer("AuthorisePump", request))

    async def ControlPump(self, request: iot_pb2.ControlPumpRequest, context: Any) -> iot_pb2.ControlPumpResponse:
        return iot_pb2.ControlPumpResponse(response=self._answer("ControlPump", request))

    async def StopForecourt(self, request: iot_pb2.StopForecourtRequest, context: Any) -> iot_pb2.StopForecourtResponse:
        return iot_pb2.StopForecourtResponse(response=self._answer("StopForecourt", request))

    async def StartForecourt(
        self, request: iot_pb2.StartForecourtRequest, context: Any
    ) -> iot_pb2.StartForecourtResponse:
        return iot_pb2.StartForecourtResponse(response=self._answer("StartForecourt", request))

    async def SetPrices(self, request: iot_pb2.SetPricesRequest, context: Any) -> iot_pb2.SetPricesResponse:
        return iot_pb2.SetPricesResponse(response=self._answer("SetPrices", request))

    async def ShowPrices(self, request: iot_pb2.ShowPricesRequest, context: Any) -> iot_pb2.ShowPricesResponse:
        return iot_pb2.ShowPricesResponse(response=self._answer("ShowPrices", request))

    async def SkipTransactions(
        self, request: iot_pb2.SkipTransactionsRequest, context: Any
    ) -> iot_pb2.SkipTransactionsResponse:
        self._answer("SkipTransactions", request)
        return iot_pb2.SkipTransactionsResponse(watermark=request.last)

    async def AskPumps(self, request: iot_pb2.AskPumpsRequest, context: Any) -> iot_pb2.AskPumpsResponse:
        return iot_pb2.AskPumpsResponse(response=self._answer("AskPumps", request))
