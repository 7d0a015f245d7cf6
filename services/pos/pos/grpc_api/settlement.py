"""The gRPC door of settlements and discrepancies."""

from collections.abc import Iterable
from typing import Any

import grpc.aio
from motorway.pos.v1 import settlement_pb2, settlement_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import discrepancies, settlement
from pos.app.given_up import Numbers, give_up_fuellings
from pos.domain.business_day import parse_day
from pos.domain.meters import DiscrepancyState
from pos.grpc_api.settlement_messages import (
    check_message,
    discrepancy_message,
    settlement_message,
    stored_message,
)
from pos.grpc_api.shifts import DEFAULT_PAGE, MAX_PAGE, before_of
from pos.grpc_api.times import moment_of
from pos.parts import Pos

RULES = {
    "CheckMeters": at(Operation.SETTLEMENT_READ, "site_id"),
    "GetSettlement": at(Operation.SETTLEMENT_READ, "site_id"),
    "RunSettlement": at(Operation.DISCREPANCIES_RESOLVE, "site_id"),
    "ListSettlements": at(Operation.SETTLEMENT_READ, "site_id"),
    "ListDiscrepancies": somewhere(Operation.SETTLEMENT_READ),
    "ResolveDiscrepancy": somewhere(Operation.DISCREPANCIES_RESOLVE),
    "GiveUpFuellings": at(Operation.DISCREPANCIES_RESOLVE, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]


class SettlementServicer(settlement_pb2_grpc.SettlementServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def CheckMeters(
        self, request: settlement_pb2.CheckMetersRequest, context: Context
    ) -> settlement_pb2.CheckMetersResponse:
        start, end = moment_of(getattr(request, "from"), "from"), moment_of(request.to, "to")
        nozzles = await settlement.check_meters(self._parts.db, request.site_id, start, end)
        return settlement_pb2.CheckMetersResponse(nozzles=map(check_message, nozzles))

    async def GetSettlement(
        self, request: settlement_pb2.GetSettlementRequest, context: Context
    ) -> settlement_pb2.GetSettlementResponse:
        found = await settlement.get_settlement(self._parts, request.site_id, parse_day(request.day))
        return settlement_pb2.GetSettlementResponse(settlement=settlement_message(found))

    async def RunSettlement(
        self, request: settlement_pb2.RunSettlementRequest, context: Context
    ) -> settlement_pb2.RunSettlementResponse:
        day, key = parse_day(request.day), request.idempotency_key
        stored = await settlement.run_settlement(self._parts, request.site_id, day, key)
        return settlement_pb2.RunSettlementResponse(settlement=stored_message(stored))

    async def ListSettlements(
        self, request: settlement_pb2.ListSettlementsRequest, context: Context
    ) -> settlement_pb2.ListSettlementsResponse:
        day = parse_day(request.day) if request.day else None
        limit, before = min(request.page_size or DEFAULT_PAGE, MAX_PAGE), _number_before(request.cursor)
        found, more = await settlement.list_settlements(self._parts.db, request.site_id, day, before, limit)
        next_cursor = str(found[-1].number) if more else ""
        return settlement_pb2.ListSettlementsResponse(settlements=map(stored_message, found), next_cursor=next_cursor)

    async def ListDiscrepancies(
        self, request: settlement_pb2.ListDiscrepanciesRequest, context: Context
    ) -> settlement_pb2.ListDiscrepanciesResponse:
        scope = current_caller().narrowed(Operation.SETTLEMENT_READ, request.sites)
        states, before = _states(request.states), before_of(request.cursor)
        limit = min(request.page_size or DEFAULT_PAGE, MAX_PAGE)
        found, more = await discrepancies.list_discrepancies(self._parts.db, scope, states, before, limit)
        next_cursor = found[-1].discrepancy_id if more else ""
        return settlement_pb2.ListDiscrepanciesResponse(
            discrepancies=map(discrepancy_message, found), next_cursor=next_cursor
        )

    async def ResolveDiscrepancy(
        self, request: settlement_pb2.ResolveDiscrepancyRequest, context: Context
    ) -> settlement_pb2.ResolveDiscrepancyResponse:
        done = await discrepancies.resolve_discrepancy(self._parts, request.discrepancy_id, request.resolution)
        return settlement_pb2.ResolveDiscrepancyResponse(
            discrepancy=discrepancy_message(done.discrepancy), previous=discrepancy_message(done.previous)
        )

    async def GiveUpFuellings(
        self, request: settlement_pb2.GiveUpFuellingsRequest, context: Context
    ) -> settlement_pb2.GiveUpFuellingsResponse:
        numbers = Numbers(request.site_id, request.pump, request.first, request.last)
        written = await give_up_fuellings(self._parts, numbers, request.reason)
        return settlement_pb2.GiveUpFuellingsResponse(discrepancy=discrepancy_message(written))


def _states(numbers: Iterable[int]) -> tuple[DiscrepancyState, ...]:
    try:
        return tuple(map(DiscrepancyState, numbers))
    except ValueError as error:
        raise InvalidInput("there is no such state", field="states") from error


def _number_before(cursor: str) -> int | None:
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):  # fits a bigint
        raise InvalidInput("the cursor is none that was given out", field="cursor")
    return int(cursor) if cursor else None
