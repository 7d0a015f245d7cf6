"""The gRPC door of shifts."""

from typing import Any
from uuid import UUID

import grpc.aio
from motorway.pos.v1 import shifts_pb2, shifts_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import shift_reports as reports
from pos.app import shifts as app
from pos.domain.shift import CashKind, CashWish, Denomination, Opening, ShiftMode, sound_count
from pos.grpc_api.shift_messages import drawer_message, movement_message, report_message, shift_message, z_message
from pos.parts import Pos

DEFAULT_PAGE = 50
MAX_PAGE = 200
RULES = {
    "OpenShift": at(Operation.SHIFTS_OPERATE, "site_id"),
    "GetShift": somewhere(Operation.SHIFTS_READ),
    "GetCurrentShift": at(Operation.SHIFTS_READ, "site_id"),
    "ListShifts": somewhere(Operation.SHIFTS_READ),
    "RecordCashMovement": somewhere(Operation.SHIFTS_OPERATE),
    "ListCashMovements": somewhere(Operation.SHIFTS_READ),
    "GetXReport": somewhere(Operation.SHIFTS_READ),
    "GetDrawer": somewhere(Operation.SHIFTS_MANAGE),
    "CloseShift": somewhere(Operation.SHIFTS_OPERATE),
    "GetZReport": somewhere(Operation.SHIFTS_READ),
}
IS_OPEN = {
    shifts_pb2.SHIFT_STATE_UNSPECIFIED: None,
    shifts_pb2.SHIFT_STATE_OPEN: True,
    shifts_pb2.SHIFT_STATE_CLOSED: False,
}

Context = grpc.aio.ServicerContext[Any, Any]


class ShiftsServicer(shifts_pb2_grpc.ShiftsServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def OpenShift(self, request: shifts_pb2.OpenShiftRequest, context: Context) -> shifts_pb2.OpenShiftResponse:
        opening = Opening(request.site_id, request.till, _mode(request.mode), request.float_minor)
        shift = await app.open_shift(self._parts, opening, request.idempotency_key)
        return shifts_pb2.OpenShiftResponse(shift=shift_message(shift))

    async def GetShift(self, request: shifts_pb2.GetShiftRequest, context: Context) -> shifts_pb2.GetShiftResponse:
        shift = await app.get_shift(self._parts.db, request.shift_id)
        return shifts_pb2.GetShiftResponse(shift=shift_message(shift))

    async def GetCurrentShift(
        self, request: shifts_pb2.GetCurrentShiftRequest, context: Context
    ) -> shifts_pb2.GetCurrentShiftResponse:
        shift = await app.current_shift(self._parts.db, request.site_id, request.till)
        return shifts_pb2.GetCurrentShiftResponse(shift=shift_message(shift))

    async def ListShifts(
        self, request: shifts_pb2.ListShiftsRequest, context: Context
    ) -> shifts_pb2.ListShiftsResponse:
        scope = current_caller().narrowed(Operation.SHIFTS_READ, request.sites)
        if request.state not in IS_OPEN:
            raise InvalidInput("there is no such state", field="state")
        limit, before = min(request.page_size or DEFAULT_PAGE, MAX_PAGE), before_of(request.cursor)
        shifts, more = await app.list_shifts(self._parts.db, scope, IS_OPEN[request.state], before, limit)
        next_cursor = shifts[-1].shift_id if more else ""
        return shifts_pb2.ListShiftsResponse(shifts=map(shift_message, shifts), next_cursor=next_cursor)

    async def RecordCashMovement(
        self, request: shifts_pb2.RecordCashMovementRequest, context: Context
    ) -> shifts_pb2.RecordCashMovementResponse:
        wish = CashWish(request.shift_id, _kind(request.kind), request.amount_minor, request.reason)
        movement, shift = await app.move_cash(self._parts, wish, request.idempotency_key)
        return shifts_pb2.RecordCashMovementResponse(movement=movement_message(movement), site_id=shift.site_id)

    async def ListCashMovements(
        self, request: shifts_pb2.ListCashMovementsRequest, context: Context
    ) -> shifts_pb2.ListCashMovementsResponse:
        movements = await app.list_movements(self._parts.db, request.shift_id)
        return shifts_pb2.ListCashMovementsResponse(movements=map(movement_message, movements))

    async def GetXReport(
        self, request: shifts_pb2.GetXReportRequest, context: Context
    ) -> shifts_pb2.GetXReportResponse:
        report = await reports.x_report(self._parts, request.shift_id)
        return shifts_pb2.GetXReportResponse(report=report_message(report))

    async def GetDrawer(self, request: shifts_pb2.GetDrawerRequest, context: Context) -> shifts_pb2.GetDrawerResponse:
        drawer = await reports.drawer(self._parts.db, request.shift_id)
        return shifts_pb2.GetDrawerResponse(drawer=drawer_message(drawer))

    async def CloseShift(
        self, request: shifts_pb2.CloseShiftRequest, context: Context
    ) -> shifts_pb2.CloseShiftResponse:
        total = request.counted_minor if request.HasField("counted_minor") else None
        notes = tuple(Denomination(each.value_minor, each.count) for each in request.denominations)
        count = sound_count(total, notes)
        report, previous = await reports.close_shift(self._parts, request.shift_id, count, request.idempotency_key)
        return shifts_pb2.CloseShiftResponse(report=z_message(report), previous=shift_message(previous))

    async def GetZReport(
        self, request: shifts_pb2.GetZReportRequest, context: Context
    ) -> shifts_pb2.GetZReportResponse:
        report = await reports.z_report(self._parts.db, request.shift_id)
        return shifts_pb2.GetZReportResponse(report=z_message(report))


def before_of(cursor: str) -> str | None:
    """The id that a page ended with. Raises InvalidInput."""
    try:
        return str(UUID(cursor)) if cursor else None
    except ValueError as error:
        raise InvalidInput("the cursor is none that was given out", field="cursor") from error


def _mode(mode: int) -> ShiftMode:
    try:
        return ShiftMode(mode or ShiftMode.PER_CASHIER)
    except ValueError as error:
        raise InvalidInput("there is no such mode", field="mode") from error


def _kind(kind: int) -> CashKind:
    try:
        return CashKind(kind)
    except ValueError as error:
        raise InvalidInput("there is no such cash movement", field="kind") from error
