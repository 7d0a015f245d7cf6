"""Settlements and discrepancies as documents, and out of the messages they travel in."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from motorway.pos.v1 import sale_pb2
from motorway.pos.v1 import settlement_pb2 as pb
from pydantic import Field

from api_gateway.http_api.common import HasPresence, Model, optional_utc, utc
from api_gateway.http_api.shift_models import ShiftTakings, flat, takings_of

DAY = r"^2[0-9]{3}-[0-9]{2}-[0-9]{2}$"
_UUID = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


class NozzleCheck(Model):
    """A nozzle over a time; difference = end - start - fuelled. Start and end are null where it delivered nothing."""

    pump: int = Field(examples=[3])
    nozzle: int = Field(examples=[1])
    grade_id: str
    fuellings: int = Field(examples=[61])
    fuelled_ml: int = Field(examples=[2_145_000])
    fuelled_minor: int = Field(examples=[311_025])
    start_ml: int | None = Field(description="Its totaliser", examples=[101_009_000])
    end_ml: int | None = Field(examples=[103_154_000])
    difference_ml: int = Field(examples=[0])


class MeterCheck(Model):
    items: list[NozzleCheck]


class SoldFuel(Model):
    clearing: str = Field(description="How it was settled; empty: not yet", examples=["PAID", "DRIVE_OFF", ""])
    count: int = Field(examples=[58])
    volume_ml: int = Field(examples=[2_041_000])
    amount_minor: int = Field(examples=[295_945])


class NozzleSettlement(Model):
    meter: NozzleCheck
    sold: list[SoldFuel] = Field(description="What is on tickets")
    unsold_ml: int = Field(description="Fuelled and on no ticket", examples=[0])
    unsold_minor: int = Field(examples=[0])


class GradeSettlement(Model):
    grade_id: str
    fuellings: int = Field(examples=[204])
    fuelled_ml: int = Field(examples=[7_140_000])
    fuelled_minor: int = Field(examples=[1_035_300])
    meter_ml: int = Field(description="Way of the totalisers of its nozzles", examples=[7_140_000])
    sold: list[SoldFuel]


class TankSettlement(Model):
    """Product without water. unexplained = change + drawn - returned; a delivery shows as a rise."""

    tank: int = Field(examples=[1])
    grade_id: str
    opening_ml: int | None = Field(description="Null: the gauge said nothing in the hour before", examples=[18_250_400])
    closing_ml: int | None = Field(examples=[11_118_200])
    drawn_ml: int = Field(description="By the fuellings of its nozzles", examples=[7_140_000])
    returned_ml: int = Field(description="Put back by pump tests", examples=[5_000])
    change_ml: int | None = Field(description="Closing less opening", examples=[-7_132_200])
    unexplained_ml: int | None = Field(examples=[2_800])


class Settlement(Model):
    """Fuellings, meters, sales and tank stock of a site's day, from midnight to midnight there."""

    site: str
    day: str = Field(examples=["2026-11-23"])
    start: datetime
    end: datetime = Field(description="Exclusive; of a day that still runs: now")
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    nozzles: list[NozzleSettlement]
    grades: list[GradeSettlement]
    tanks: list[TankSettlement]
    balanced: bool = Field(description="Meters, fuellings and tickets agree at every nozzle; tanks do not count")
    takings: list[ShiftTakings] = Field(description="What was given that day by kind of tender, in every shift")


class StoredSettlement(Model):
    number: int = Field(description="From 1 within the site, without gaps", examples=[87])
    settlement: Settlement
    run_at: datetime
    run_by: str = Field(examples=["jo.smith", "pos"])
    nightly: bool = Field(description="Made by itself at night")


class StoredSettlementPage(Model):
    items: list[StoredSettlement]
    next_cursor: str


class SettlementWish(Model):
    day: str = Field(pattern=DAY, description="A day that is over", examples=["2026-11-23"])


class DiscrepancyState(StrEnum):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"


class Discrepancy(Model):
    """A difference that staff must explain."""

    discrepancy_id: str = Field(examples=[_UUID])
    site: str
    kind: str = Field(examples=["totaliser_gap", "amount", "settlement"])
    pump: int = Field(examples=[3])
    nozzle: int = Field(examples=[1])
    sequence: int = Field(description="Of the pump's transaction; of a settlement its day: 20261123", examples=[4711])
    expected: int = Field(examples=[101_009_000])
    found: int = Field(examples=[101_009_250])
    unit: str = Field(examples=["ml", "minor"])
    found_at: datetime
    state: DiscrepancyState
    resolution: str = Field(examples=["calibration can of 250 ml"])
    resolved_by: str
    resolved_at: datetime | None


class DiscrepancyPage(Model):
    items: list[Discrepancy]
    next_cursor: str


class DiscrepancyResolution(Model):
    resolution: str = Field(
        min_length=1, max_length=500, description="Why it is", examples=["calibration can of 250 ml"]
    )


class GivenUpFuellings(Model):
    first: int = Field(ge=1, lt=2**63 - 1, description="The first number that is missing", examples=[4712])
    last: int = Field(ge=1, lt=2**63 - 1, description="The last one of them", examples=[4715])
    reason: str = Field(
        min_length=1, max_length=500, description="Why they will never come", examples=["controller board replaced"]
    )


def check_of(check: pb.NozzleCheck) -> NozzleCheck:
    return flat(NozzleCheck, check, **_present(check, "start_ml", "end_ml"))


def settlement_of(settlement: pb.Settlement) -> Settlement:
    return Settlement(
        site=settlement.site_id,
        day=settlement.day,
        start=utc(getattr(settlement, "from")),
        end=utc(settlement.to),
        currency=settlement.currency,
        nozzles=[
            flat(NozzleSettlement, row, meter=check_of(row.meter), sold=_sold(row.sold)) for row in settlement.nozzles
        ],
        grades=[flat(GradeSettlement, row, sold=_sold(row.sold)) for row in settlement.grades],
        tanks=[
            flat(TankSettlement, row, **_present(row, "opening_ml", "closing_ml", "change_ml", "unexplained_ml"))
            for row in settlement.tanks
        ],
        balanced=settlement.balanced,
        takings=list(map(takings_of, settlement.takings)),
    )


def stored_of(stored: pb.StoredSettlement) -> StoredSettlement:
    return flat(StoredSettlement, stored, settlement=settlement_of(stored.settlement), run_at=utc(stored.run_at))


def discrepancy_of(one: pb.Discrepancy) -> Discrepancy:
    return flat(
        Discrepancy,
        one,
        site=one.site_id,
        found_at=utc(one.found_at),
        state=pb.DiscrepancyState.Name(one.state).removeprefix("DISCREPANCY_STATE_"),
        resolved_at=optional_utc(one, "resolved_at"),
    )


def _present(message: HasPresence, *names: str) -> dict[str, int | None]:
    return {name: getattr(message, name) if message.HasField(name) else None for name in names}


def _sold(rows: Iterable[pb.SoldFuel]) -> list[SoldFuel]:
    return [flat(SoldFuel, row, clearing=_clearing(row.clearing)) for row in rows]


def _clearing(clearing: "sale_pb2.Clearing.ValueType") -> str:
    return sale_pb2.Clearing.Name(clearing).removeprefix("CLEARING_") if clearing else ""
