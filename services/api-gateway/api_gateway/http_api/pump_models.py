"""Pumps as documents, and out of the messages they travel in."""

from datetime import datetime
from typing import Annotated

from motorway.iot.v1.device_pb2 import FuellingPointState
from motorway.pos.v1 import pumps_pb2 as pb
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc
from api_gateway.http_api.sale_models import UUID_EXAMPLE, Sale, sale_of
from api_gateway.http_api.sale_wishes import AtTill, Money


class PumpSaid(Model):
    """What a pump said last of itself; null where nothing was ever heard."""

    number: int = Field(examples=[4])
    state: str | None = Field(description="IFSF fuelling point state", examples=["IDLE", "FUELLING"])
    state_number: int | None = Field(description="Its IFSF number, 1 to 9", examples=[3])
    nozzle: int = Field(description="The one that is out or in use; 0: none", examples=[2])
    reason: str = Field(description="Why it is in this state", examples=["nozzle_in"])
    since: datetime | None = Field(description="It has been in this state, by its own clock")
    time: datetime | None = Field(description="When it said so last, by its own clock")
    release_token: str = Field(description="Of the authorisation in force: a sale's id", examples=[UUID_EXAMPLE])
    emergency_stopped: bool = Field(description="Closed until it is restarted")


class MissingFuellings(Model):
    """Numbers of finished fuellings that did not come although later ones did a while ago."""

    first: int = Field(examples=[8812])
    last: int = Field(examples=[8812])
    since: datetime = Field(description="When a later one came")


class PumpSales(PumpSaid):
    """A pump, the sale it works for, and those that wait to be paid, oldest first."""

    sale_id: str = Field(description="The sale that is requested, authorised or fuelling; empty: none")
    sale: Sale | None = Field(description="That sale")
    unpaid: list[Sale]
    missing: list[MissingFuellings]


class PumpSalesList(Model):
    items: list[PumpSales]


class ForecourtOrdered(Model):
    """The pumps after the order, by their own state."""

    pumps: list[PumpSaid]
    unconfirmed: list[int] = Field(
        description="Pumps that did not confirm it by their state: look at them", examples=[[]]
    )


class PumpRelease(AtTill):
    """What a pump is released for; without anything: a full tank of whatever it has."""

    nozzles: list[Annotated[int, Field(strict=True, ge=1, le=2**32 - 1)]] = Field(
        default_factory=list, max_length=8, description="Those that may be used; empty: by grade, or every one"
    )
    grade_ids: list[Annotated[str, Field(max_length=100)]] = Field(
        default_factory=list, max_length=8, description="Grades that may be taken; empty: every one", examples=[["e10"]]
    )
    max_amount_minor: Money = Field(default=0, description="Limit; 0: none", examples=[0])
    max_volume_ml: int = Field(default=0, strict=True, ge=0, lt=2**63, description="Limit; 0: none", examples=[0])


def said_of(status: pb.PumpStatus) -> PumpSaid:
    known = status.state in FuellingPointState.values() and status.state > 0
    prefix = "FUELLING_POINT_STATE_"
    return PumpSaid(
        number=status.pump,
        state=FuellingPointState.Name(status.state).removeprefix(prefix) if known else None,  # type: ignore[arg-type]
        state_number=status.state if known else None,
        nozzle=status.nozzle,
        reason=status.reason,
        since=optional_utc(status, "since"),
        time=optional_utc(status, "time"),
        release_token=status.release_token,
        emergency_stopped=status.emergency_stopped,
    )


def pump_of(overview: pb.PumpOverview) -> PumpSales:
    current = sale_of(overview.current) if overview.HasField("current") else None
    return PumpSales(
        **said_of(overview.status).model_dump(),
        sale_id=current.sale_id if current else "",
        sale=current,
        unpaid=[sale_of(sale) for sale in overview.unpaid],
        missing=[MissingFuellings(first=gap.first, last=gap.last, since=utc(gap.since)) for gap in overview.missing],
    )
