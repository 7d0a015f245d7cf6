"""The gRPC door of the numbers of transactions."""

from dataclasses import dataclass
from datetime import UTC

from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from iot_gateway.app.numbering import Replacement, restart_numbers
from iot_gateway.db import numbering as store
from iot_gateway.domain.records import PumpNumbers
from iot_gateway.domain.topics import MAX_NUMBER, valid_site
from iot_gateway.grpc_api.common import Context, optional
from iot_gateway.parts import Parts

RULES = {
    "ListPumpNumbers": at(Operation.SETTLEMENT_READ, "site"),
    "RestartNumbers": at(Operation.DISCREPANCIES_RESOLVE, "site"),
}


@dataclass(frozen=True)
class NumberingRpcs(iot_pb2_grpc.IotGatewayServiceServicer):
    parts: Parts

    async def ListPumpNumbers(
        self, request: iot_pb2.ListPumpNumbersRequest, context: Context
    ) -> iot_pb2.ListPumpNumbersResponse:
        found = await store.numbers(self.parts.db, valid_site(request.site))
        return iot_pb2.ListPumpNumbersResponse(pumps=map(_numbers, found))

    async def RestartNumbers(
        self, request: iot_pb2.RestartNumbersRequest, context: Context
    ) -> iot_pb2.RestartNumbersResponse:
        done = await restart_numbers(self.parts.db, _replacement(request))
        return iot_pb2.RestartNumbersResponse(
            numbers=_numbers(done.numbers), previous=_numbers(done.previous), booked=done.booked
        )


def _replacement(request: iot_pb2.RestartNumbersRequest) -> Replacement:
    """Raises InvalidInput."""
    if not 1 <= request.pump <= MAX_NUMBER:
        raise InvalidInput(f"pumps are numbered 1 to {MAX_NUMBER}", field="pump")
    if not 1 <= request.last < 2**63:
        raise InvalidInput("must be the number of a transaction", field="last")
    if not request.HasField("replaced_at"):
        raise InvalidInput("must be given", field="replaced_at")
    try:
        replaced_at = request.replaced_at.ToDatetime(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidInput("is no time", field="replaced_at") from error
    return Replacement(valid_site(request.site), request.pump, request.last, replaced_at)


def _numbers(numbers: PumpNumbers) -> iot_pb2.PumpNumbers:
    return iot_pb2.PumpNumbers(
        pump=numbers.pump,
        base=numbers.base,
        last=numbers.last,
        reused=numbers.reused,
        reused_since=optional(numbers.reused_since),
    )
