"""The gRPC door of orders to pumps and of the command log."""

from dataclasses import dataclass

from google.protobuf.json_format import MessageToJson
from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation

from iot_gateway.app import orders as app
from iot_gateway.db import orders as store
from iot_gateway.domain.orders import LoggedOrder, Outcome, new_order, valid_key
from iot_gateway.domain.topics import valid_site
from iot_gateway.events import timestamp
from iot_gateway.grpc_api.common import Context, limited, optional, read_cursor
from iot_gateway.parts import Parts

RULES = {
    "AuthorisePump": at(Operation.PUMPS_AUTHORISE, "site"),
    "ControlPump": at(Operation.PUMPS_CONTROL, "site"),
    "StopForecourt": at(Operation.PUMPS_STOP, "site"),
    "StartForecourt": at(Operation.PUMPS_RESTART, "site"),
    "SetPrices": at(Operation.PRICES_MANAGE, "site"),
    "ShowPrices": at(Operation.PRICES_MANAGE, "site"),
    "ShowNotice": at(Operation.CONTROLLERS_PING, "site"),
    "AskPumps": at(Operation.SITES_READ, "site"),
    "ListCommands": somewhere(Operation.COMMANDS_READ),
}
OUTCOMES = {
    Outcome.UNKNOWN: iot_pb2.COMMAND_OUTCOME_UNKNOWN,
    Outcome.ACCEPTED: iot_pb2.COMMAND_OUTCOME_ACCEPTED,
    Outcome.REFUSED: iot_pb2.COMMAND_OUTCOME_REFUSED,
    Outcome.NOT_SENT: iot_pb2.COMMAND_OUTCOME_NOT_SENT,
}


@dataclass(frozen=True)
class OrderRpcs(iot_pb2_grpc.IotGatewayServiceServicer):
    parts: Parts

    async def AuthorisePump(
        self, request: iot_pb2.AuthorisePumpRequest, context: Context
    ) -> iot_pb2.AuthorisePumpResponse:
        command = device_pb2.Command(authorise=request.authorise)
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.AuthorisePumpResponse(response=response)

    async def ControlPump(self, request: iot_pb2.ControlPumpRequest, context: Context) -> iot_pb2.ControlPumpResponse:
        command = device_pb2.Command(control=request.control)
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.ControlPumpResponse(response=response)

    async def StopForecourt(
        self, request: iot_pb2.StopForecourtRequest, context: Context
    ) -> iot_pb2.StopForecourtResponse:
        command = device_pb2.Command(emergency_stop=device_pb2.EmergencyStop(pump=request.pump))
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.StopForecourtResponse(response=response)

    async def StartForecourt(
        self, request: iot_pb2.StartForecourtRequest, context: Context
    ) -> iot_pb2.StartForecourtResponse:
        command = device_pb2.Command(restart=device_pb2.Restart(pump=request.pump))
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.StartForecourtResponse(response=response)

    async def SetPrices(self, request: iot_pb2.SetPricesRequest, context: Context) -> iot_pb2.SetPricesResponse:
        command = device_pb2.Command(set_prices=request.set_prices)
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.SetPricesResponse(response=response)

    async def ShowPrices(self, request: iot_pb2.ShowPricesRequest, context: Context) -> iot_pb2.ShowPricesResponse:
        command = device_pb2.Command(show_prices=request.show_prices)
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.ShowPricesResponse(response=response)

    async def ShowNotice(self, request: iot_pb2.ShowNoticeRequest, context: Context) -> iot_pb2.ShowNoticeResponse:
        command = device_pb2.Command(notice=request.notice)
        response = await self._given(request.site, command, request.idempotency_key)
        return iot_pb2.ShowNoticeResponse(response=response)

    async def AskPumps(self, request: iot_pb2.AskPumpsRequest, context: Context) -> iot_pb2.AskPumpsResponse:
        command = device_pb2.Command(ask_pumps=device_pb2.AskPumps(pump=request.pump))
        response = await app.ask_pumps(self.parts, new_order(request.site, command))
        return iot_pb2.AskPumpsResponse(response=response)

    async def ListCommands(
        self, request: iot_pb2.ListCommandsRequest, context: Context
    ) -> iot_pb2.ListCommandsResponse:
        scope = current_caller().narrowed(Operation.COMMANDS_READ, map(valid_site, request.sites))
        limit, before = limited(request.page_size), read_cursor(request.cursor)
        found = await store.list_orders(self.parts.db, scope, request.pump, before, limit + 1)
        page = found[:limit]
        next_cursor = page[-1].command_id if len(found) > limit else ""
        return iot_pb2.ListCommandsResponse(commands=map(_logged, page), next_cursor=next_cursor)

    async def _given(self, site: str, command: device_pb2.Command, key: str) -> device_pb2.CommandResponse:
        order = new_order(site, command)
        return await app.give_order(self.parts, order, current_caller().name, valid_key(key))


def _logged(order: LoggedOrder) -> iot_pb2.LoggedCommand:
    return iot_pb2.LoggedCommand(
        command_id=order.command_id,
        site=order.site,
        pump=order.pump,
        kind=order.kind,
        actor=order.actor,
        sent_at=timestamp(order.sent_at),
        answered_at=optional(order.answered_at),
        outcome=OUTCOMES[order.outcome],
        refusal_code=order.refusal_code,
        refusal_reason=order.refusal_reason,
        command_json=MessageToJson(device_pb2.Command.FromString(order.command), indent=None),
    )
