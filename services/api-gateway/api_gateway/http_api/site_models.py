"""A site as a document, and as the message it travels in."""

from enum import StrEnum
from typing import Annotated

from motorway.pos.v1 import pos_pb2
from pydantic import Field

from api_gateway.http_api.common import SLUG, Model

MAX_NUMBER = 2**32 - 1
MAX_UNPAID = 15
Number = Annotated[int, Field(strict=True, ge=1, le=MAX_NUMBER)]
Slug = Annotated[str, Field(max_length=40)]
Text = Annotated[str, Field(max_length=100)]
PerMille = Annotated[int, Field(strict=True, ge=1, le=999, examples=[500])]


class ServiceLevel(StrEnum):
    SELF = "SELF"
    ATTENDED = "ATTENDED"


class BlendPart(Model):
    grade_id: Slug
    per_mille: PerMille = Field(description="The parts add up to 1000")


class Grade(Model):
    grade_id: Slug = Field(description="Short slug", examples=["e10", "diesel"])
    name: Text = Field(examples=["Unleaded E10"])
    vat_rate_bp: int | None = Field(
        default=None,
        strict=True,
        ge=0,
        le=10_000,
        description="Basis points: 2000 is 20 %. Null: not known, and then nothing of it is sold",
        examples=[2000],
    )
    blend: list[BlendPart] = Field(
        default_factory=list,
        max_length=2,
        description="The two grades that it is mixed from at the nozzle; it is in no tank then",
    )


class Tank(Model):
    number: Number
    grade_id: Slug
    capacity_ml: int = Field(strict=True, ge=0, lt=2**63, description="Shell capacity")
    max_safe_fill_ml: int = Field(strict=True, ge=0, lt=2**63, description="Ullage is counted from here")
    diameter_tenth_mm: int = Field(strict=True, ge=0, le=MAX_NUMBER, description="Tenths of a millimetre")


class Nozzle(Model):
    number: Number = Field(description="Within its pump")
    grade_id: Slug
    tank: Number
    second_tank: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=MAX_NUMBER,
        description="0: none. For a blended grade the tanks hold its two parts, else both hold the grade",
        examples=[0],
    )
    second_tank_per_mille: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=999,
        description="What the second tank gives of the delivery; the first gives the rest",
        examples=[0],
    )


class Pump(Model):
    number: Number
    nozzles: list[Nozzle]
    service_level: ServiceLevel = Field(default=ServiceLevel.SELF, description="Prices may differ by it")


class Supplier(Model):
    """Who sells, as it must be on a receipt."""

    name: str = Field(default="", max_length=100, description="Legal name", examples=["Motorway Services Ltd"])
    address: list[Text] = Field(
        default_factory=list, max_length=6, description="Its lines", examples=[["M25 Junction 9", "Cobham KT11 3DB"]]
    )
    vat_id: str = Field(default="", max_length=20, examples=["GB123456789"])


class OfflineLimits(Model):
    """What a till may do while it has no line."""

    max_sale_minor: int = Field(
        default=20_000,
        strict=True,
        ge=0,
        le=10**9,
        description="The most that one sale may be, in minor units; 0: nothing is sold offline",
        examples=[20_000],
    )
    max_age_s: int = Field(
        default=86_400,
        strict=True,
        ge=0,
        le=30 * 86_400,
        description="How old what a till knows may be, and how long what it did may wait",
        examples=[86_400],
    )
    max_operations: int = Field(
        default=200,
        strict=True,
        ge=0,
        le=10_000,
        description="How many operations may wait in one device",
        examples=[200],
    )


class Position(Model):
    """Where it stands on the earth (WGS 84), in decimal degrees, kept to six decimals."""

    latitude: float = Field(
        strict=True, ge=-90, le=90, allow_inf_nan=False, description="North is positive", examples=[51.314215]
    )
    longitude: float = Field(
        strict=True, ge=-180, le=180, allow_inf_nan=False, description="East is positive", examples=[-0.422618]
    )


class SiteConfiguration(Model):
    """What a forecourt consists of, and how it sells."""

    site_id: str = Field(pattern=SLUG, examples=["m25-cobham"])
    name: Text
    time_zone: Text = Field(description="IANA name", examples=["Europe/London"])
    currency: str = Field(max_length=3, description="ISO 4217", examples=["GBP"])
    grades: list[Grade] = Field(default_factory=list)
    tanks: list[Tank] = Field(default_factory=list)
    pumps: list[Pump] = Field(default_factory=list)
    supplier: Supplier = Field(default_factory=Supplier)
    max_unpaid: int = Field(
        default=2,
        strict=True,
        ge=1,
        le=MAX_UNPAID,
        description="Fuellings that may wait to be paid on one pump before it is released again",
    )
    zero_tr_mode: int = Field(
        default=1,
        strict=True,
        ge=0,
        le=1,
        description="IFSF ZeroTR_Mode. 1: a fuelling of nothing is cleared by itself; 0: by a cashier",
    )
    prepay_max_minor: int = Field(
        default=0,
        strict=True,
        ge=0,
        lt=2**63,
        description="The most that may be paid in advance, in minor units; 0: no limit",
        examples=[15000],
    )
    receipt_note: str = Field(
        default="", max_length=300, description="At the end of receipts", examples=["Thank you. Drive safely."]
    )
    simplified_limit_minor: int = Field(
        default=0,
        strict=True,
        ge=0,
        lt=2**63,
        description="A receipt of more says that a full invoice is needed; 0: no limit",
        examples=[25_000],
    )
    offline: OfflineLimits = Field(default_factory=OfflineLimits)
    position: Position | None = Field(default=None, description="Null: not known, and then it is on no map")


class Site(SiteConfiguration):
    version: int = Field(
        default=0, strict=True, ge=0, description="Grows by one with every change; ignored when written"
    )


class SiteCheck(Model):
    site: Site = Field(description="What the site would be, with the version that it would have")
    stored: Site | None = Field(description="What it is; null when it would be new")


class SitePage(Model):
    items: list[Site]
    next_cursor: str


def site_of(site: pos_pb2.Site) -> Site:
    supplier = site.supplier
    return Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        version=site.version,
        grades=[_grade_of(grade) for grade in site.grades],
        tanks=[tank_of(tank) for tank in site.tanks],
        pumps=[_pump_of(pump) for pump in site.pumps],
        supplier=Supplier(name=supplier.name, address=list(supplier.address), vat_id=supplier.vat_id),
        max_unpaid=site.max_unpaid if site.HasField("max_unpaid") else 2,
        zero_tr_mode=site.zero_tr_mode if site.HasField("zero_tr_mode") else 1,
        prepay_max_minor=site.prepay_max_minor,
        receipt_note=site.receipt_note,
        simplified_limit_minor=site.simplified_limit_minor,
        offline=limits_of(site.offline) if site.HasField("offline") else OfflineLimits(),
        position=position_of(site.position) if site.HasField("position") else None,
    )


def position_of(position: pos_pb2.Position) -> Position:
    return Position(latitude=position.latitude, longitude=position.longitude)


def limits_of(limits: pos_pb2.OfflineLimits) -> OfflineLimits:
    return OfflineLimits(
        max_sale_minor=limits.max_sale_minor, max_age_s=limits.max_age_s, max_operations=limits.max_operations
    )


def _grade_of(grade: pos_pb2.Grade) -> Grade:
    return Grade(
        grade_id=grade.grade_id,
        name=grade.name,
        vat_rate_bp=grade.vat_rate_bp if grade.HasField("vat_rate_bp") else None,
        blend=[BlendPart(grade_id=part.grade_id, per_mille=part.per_mille) for part in grade.blend],
    )


def tank_of(tank: pos_pb2.Tank) -> Tank:
    return Tank(
        number=tank.number,
        grade_id=tank.grade_id,
        capacity_ml=tank.capacity_ml,
        max_safe_fill_ml=tank.max_safe_fill_ml,
        diameter_tenth_mm=tank.diameter_tenth_mm,
    )


def _pump_of(pump: pos_pb2.Pump) -> Pump:
    attended = pump.service_level == pos_pb2.SERVICE_LEVEL_ATTENDED
    level = ServiceLevel.ATTENDED if attended else ServiceLevel.SELF
    return Pump(number=pump.number, nozzles=nozzles_of(pump), service_level=level)


def nozzles_of(pump: pos_pb2.Pump) -> list[Nozzle]:
    return [
        Nozzle(
            number=n.number,
            grade_id=n.grade_id,
            tank=n.tank,
            second_tank=n.second_tank,
            second_tank_per_mille=n.second_tank_per_mille,
        )
        for n in pump.nozzles
    ]


def message_of(site: SiteConfiguration) -> pos_pb2.Site:
    return pos_pb2.Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        grades=map(_grade_message, site.grades),
        tanks=[pos_pb2.Tank(**tank.model_dump()) for tank in site.tanks],
        pumps=map(_pump_message, site.pumps),
        supplier=pos_pb2.Supplier(**site.supplier.model_dump()),
        max_unpaid=site.max_unpaid,
        zero_tr_mode=site.zero_tr_mode,
        prepay_max_minor=site.prepay_max_minor,
        receipt_note=site.receipt_note,
        simplified_limit_minor=site.simplified_limit_minor,
        offline=pos_pb2.OfflineLimits(**site.offline.model_dump()),
        position=pos_pb2.Position(**site.position.model_dump()) if site.position else None,
    )


def _grade_message(grade: Grade) -> pos_pb2.Grade:
    blend = [pos_pb2.BlendPart(grade_id=part.grade_id, per_mille=part.per_mille) for part in grade.blend]
    return pos_pb2.Grade(grade_id=grade.grade_id, name=grade.name, vat_rate_bp=grade.vat_rate_bp, blend=blend)


def _pump_message(pump: Pump) -> pos_pb2.Pump:
    return pos_pb2.Pump(
        number=pump.number,
        nozzles=[pos_pb2.Nozzle(**nozzle.model_dump()) for nozzle in pump.nozzles],
        service_level=pos_pb2.ServiceLevel.Value(f"SERVICE_LEVEL_{pump.service_level}"),
    )
