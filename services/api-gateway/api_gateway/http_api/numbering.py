"""Where pumps are in their series of transactions, as the iot-gateway keeps it."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from motorway.iot.v1 import iot_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep, Model, SiteId, optional_utc, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource

router = resource("/sites/{site}", "settlement")

PumpNumber = Annotated[int, Path(ge=1, le=999, description="Within its site")]


class PumpNumbers(Model):
    pump: int = Field(examples=[3])
    base: int = Field(
        description="The pump's own numbers count behind this one: 0, or the last of a controller that was replaced",
        examples=[0],
    )
    last: int = Field(description="The highest number that was ever used or given up", examples=[4711])
    reused: int = Field(
        description="Transactions in quarantine whose number was used for another one: `SequenceReused`", examples=[2]
    )
    reused_since: datetime | None = Field(description="When the first of them came; null without")


class PumpNumbersList(Model):
    items: list[PumpNumbers]


class NumbersRestart(Model):
    last: int = Field(ge=1, lt=2**63, description="The pump's last number as you saw it", examples=[4711])
    replaced_at: Moment = Field(description="When the new controller began; what was refused before stays refused")
    reason: str = Field(min_length=1, max_length=500, description="For the audit", examples=["controller replaced"])


class NumbersRestarted(Model):
    numbers: PumpNumbers
    booked: int = Field(description="Transactions that came out of quarantine", examples=[2])


@router.get("/pump-numbers", openapi_extra=operation(Operation.SETTLEMENT_READ))
async def list_pump_numbers(gateway: GatewayDep, site: SiteId) -> PumpNumbersList:
    """Of the pumps that ever sent a transaction. `reused` above 0: a controller was replaced and counts from 1."""
    request = pb.ListPumpNumbersRequest(site=site)
    answer = await gateway.neighbours.iot.call("ListPumpNumbers", request, pb.ListPumpNumbersResponse)
    return PumpNumbersList(items=list(map(numbers_of, answer.pumps)))


@router.post("/pumps/{pump}/restart-numbers", openapi_extra=operation(Operation.DISCREPANCIES_RESOLVE))
async def restart_numbers(
    gateway: GatewayDep, trail: TrailDep, site: SiteId, pump: PumpNumber, body: NumbersRestart
) -> NumbersRestarted:
    """The pump's controller was replaced and counts its transactions from 1.

    Its numbers go on behind `last`, and what was refused with `SequenceReused` since `replaced_at` is booked. 409
    `NumbersMovedOn` when the pump's last number is another one. Repeating it changes nothing more.
    """
    trail.target = f"pump/{site}/{pump}"
    request = pb.RestartNumbersRequest(site=site, pump=pump, last=body.last, replaced_at=stamp(body.replaced_at))
    answer = await gateway.neighbours.iot.call("RestartNumbers", request, pb.RestartNumbersResponse)
    trail.before = numbers_of(answer.previous).model_dump(mode="json")
    done = NumbersRestarted(numbers=numbers_of(answer.numbers), booked=answer.booked)
    trail.after = {**done.model_dump(mode="json"), "reason": body.reason}
    return done


def numbers_of(numbers: pb.PumpNumbers) -> PumpNumbers:
    return PumpNumbers(
        pump=numbers.pump,
        base=numbers.base,
        last=numbers.last,
        reused=numbers.reused,
        reused_since=optional_utc(numbers, "reused_since"),
    )
