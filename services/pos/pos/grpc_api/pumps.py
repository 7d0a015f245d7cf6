"""The gRPC door of pumps."""

from collections.abc import Iterable
from typing import Any

import grpc.aio
from motorway.pos.v1 import pumps_pb2, pumps_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import pumps as app
from pos.domain.pump import Command, PumpStatus
from pos.events import sale_message, stamp
from pos.parts import Pos

RULES = {
    "ListPumps": at(Operation.SITES_READ, "site_id"),
    "ControlPump": at(Operation.PUMPS_CONTROL, "site_id"),
    "StopForecourt": at(Operation.PUMPS_STOP, "site_id"),
    "StartForecourt": at(Operation.PUMPS_RESTART, "site_id"),
}
COMMANDS: dict[int, Command] = {
    pumps_pb2.PUMP_COMMAND_OPEN: Command.OPEN,
    pumps_pb2.PUMP_COMMAND_CLOSE: Command.CLOSE,
    pumps_pb2.PUMP_COMMAND_SUSPEND: Command.SUSPEND,
    pumps_pb2.PUMP_COMMAND_RESUME: Command.RESUME,
    pumps_pb2.PUMP_COMMAND_TERMINATE: Command.TERMINATE,
}

Context = grpc.aio.ServicerContext[Any, Any]


class PumpsServicer(pumps_pb2_grpc.PumpsServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def ListPumps(self, request: pumps_pb2.ListPumpsRequest, context: Context) -> pumps_pb2.ListPumpsResponse:
        views = await app.list_pumps(self._parts, request.site_id)
        with_sales = current_caller().may(Operation.SALES_READ, request.site_id)
        return pumps_pb2.ListPumpsResponse(pumps=[_overview(view, with_sales=with_sales) for view in views])

    async def ControlPump(
        self, request: pumps_pb2.ControlPumpRequest, context: Context
    ) -> pumps_pb2.ControlPumpResponse:
        if request.command not in COMMANDS:
            raise InvalidInput("command must be one of those that there are", field="command")
        order = app.Control(request.site_id, request.pump, COMMANDS[request.command])
        status, previous = await app.control_pump(self._parts, order, request.idempotency_key)
        return pumps_pb2.ControlPumpResponse(status=_status(status), previous=_status(previous))

    async def StopForecourt(
        self, request: pumps_pb2.StopForecourtRequest, context: Context
    ) -> pumps_pb2.StopForecourtResponse:
        confirmed = await app.stop_forecourt(self._parts, request.site_id, request.pump, request.idempotency_key)
        return pumps_pb2.StopForecourtResponse(
            statuses=_statuses(confirmed.statuses),
            unconfirmed=confirmed.unconfirmed,
            previous=_statuses(confirmed.previous),
        )

    async def StartForecourt(
        self, request: pumps_pb2.StartForecourtRequest, context: Context
    ) -> pumps_pb2.StartForecourtResponse:
        confirmed = await app.start_forecourt(self._parts, request.site_id, request.pump, request.idempotency_key)
        return pumps_pb2.StartForecourtResponse(
            statuses=_statuses(confirmed.statuses),
            unconfirmed=confirmed.unconfirmed,
            previous=_statuses(confirmed.previous),
        )


def _overview(view: app.PumpView, *, with_sales: bool) -> pumps_pb2.PumpOverview:
    return pumps_pb2.PumpOverview(
        status=_status(view.status) if view.status else pumps_pb2.PumpStatus(pump=view.pump),
        current=sale_message(view.current) if with_sales and view.current else None,
        unpaid=[sale_message(sale) for sale in view.unpaid] if with_sales else [],
        missing=[
            pumps_pb2.MissingFuellings(first=gap.first, last=gap.last, since=stamp(gap.since)) for gap in view.missing
        ],
    )


def _statuses(statuses: Iterable[PumpStatus]) -> list[pumps_pb2.PumpStatus]:
    return [_status(status) for status in statuses]


def _status(status: PumpStatus) -> pumps_pb2.PumpStatus:
    return pumps_pb2.PumpStatus(
        pump=status.pump,
        state=status.state,
        nozzle=status.nozzle,
        reason=status.reason,
        since=stamp(status.since),
        time=stamp(status.time),
        release_token=status.release_token,
        emergency_stopped=status.emergency_stopped,
    )
