"""Prices of a site, as the pos service keeps them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Path
from motorway.pos.v1 import pos_pb2
from motorway.pos.v1 import prices_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput
from pydantic import Field

from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import Cursor, GatewayDep, Limit, Model, SiteId, optional_utc, stamp, utc
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.site_models import ServiceLevel

router = resource("/sites/{site}", "prices")

READ, MANAGE = operation(Operation.PRICES_READ), operation(Operation.PRICES_MANAGE)
WHEN = r"^(now|2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)$"
NOW = "now"

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the price set", examples=[17])]


class PriceSetState(StrEnum):
    SCHEDULED = "SCHEDULED"
    SENDING = "SENDING"
    IN_FORCE = "IN_FORCE"
    SUPERSEDED = "SUPERSEDED"
    CANCELLED = "CANCELLED"


class Price(Model):
    grade_id: str = Field(max_length=40)
    service_level: ServiceLevel = ServiceLevel.SELF
    unit_price_milli: int = Field(
        strict=True, ge=1, le=9_999_999, description="Thousandths of the major unit per litre", examples=[1459]
    )


class PriceSetStep(Model):
    """A change of a set's state."""

    state: PriceSetState
    at: datetime
    actor: str = Field(description="Who did it; `pos` for what happened by itself", examples=["jo.smith", "pos"])


class PriceSet(Model):
    site: str
    number: int = Field(description="From 1 within the site, without gaps", examples=[17])
    state: PriceSetState
    effective_at: datetime
    prices: list[Price]
    steps: list[PriceSetStep] = Field(description="Oldest first; the first says who made the set")
    version: int


class GradeOnSign(Model):
    grade_id: str
    unit_price_milli: int = Field(examples=[1459])


class PriceSign(Model):
    prices: list[GradeOnSign] = Field(description="What it last confirmed to show")
    shown_at: datetime | None
    confirmed: bool = Field(description="Whether that is what it should show now")
    reason: str = Field(description="Why not", examples=["no_answer"])


class PumpPrices(Model):
    """A pump and the set in force."""

    pump: int
    price_set: int = Field(examples=[17])
    confirmed_at: datetime | None = Field(description="null: the pump is closed for sale")
    reason: str = Field(description="Why it has not confirmed; empty: not tried yet", examples=["no_answer"])
    closed: bool = Field(description="It was ordered Closed because it had not confirmed, and is not open again yet")
    attempts: int
    next_attempt_at: datetime | None


class SitePrices(Model):
    in_force: PriceSet | None = Field(description="null: nothing can be sold")
    upcoming: list[PriceSet] = Field(description="In the order in which they begin")
    sign: PriceSign | None
    pumps: list[PumpPrices]
    unconfirmed_pumps: list[int] = Field(description="Closed for sale until they confirm", examples=[[3]])


class PriceSetPage(Model):
    items: list[PriceSet]
    next_cursor: str


class PriceSchedule(Model):
    prices: list[Price] = Field(
        min_length=1, max_length=200, description="Every grade, for each service level of the site's pumps"
    )
    effective_at: str = Field(
        pattern=WHEN,
        description="RFC 3339 with its offset, or a local time of the site without one, or `now`",
        examples=["2026-12-01T06:00:00", "2026-12-01T05:00:00Z", NOW],
    )
    confirm_large_change: bool = Field(default=False, description="Also when a price moves by more than 25 %")


class PriceResend(Model):
    pump: int = Field(
        default=0, strict=True, ge=0, le=2**31 - 1, description="0: whatever has not confirmed", examples=[3]
    )


class PricesResent(Model):
    pumps: list[int] = Field(description="Pumps that are sent the set in force", examples=[[3]])


@router.get("/prices", openapi_extra=READ)
async def get_prices(gateway: GatewayDep, site: SiteId) -> SitePrices:
    """What is in force and what is to come, and what the price sign and each pump have confirmed."""
    request = pb.GetPricesRequest(site_id=site)
    found = await gateway.neighbours.pos.call("GetPrices", request, pb.GetPricesResponse)
    return SitePrices(
        in_force=_price_set(found.in_force) if found.HasField("in_force") else None,
        upcoming=[_price_set(each) for each in found.upcoming],
        sign=_sign(found.sign) if found.HasField("sign") else None,
        pumps=[_pump(pump) for pump in found.pumps],
        unconfirmed_pumps=[pump.pump for pump in found.pumps if not pump.HasField("confirmed_at")],
    )


@router.get("/price-sets", openapi_extra=READ)
async def list_price_sets(gateway: GatewayDep, site: SiteId, cursor: Cursor = "", limit: Limit = 100) -> PriceSetPage:
    """Every set that there ever was, newest number first."""
    request = pb.ListPriceSetsRequest(site_id=site, page_size=limit, cursor=cursor)
    found = await gateway.neighbours.pos.call("ListPriceSets", request, pb.ListPriceSetsResponse)
    return PriceSetPage(items=[_price_set(each) for each in found.price_sets], next_cursor=found.next_cursor)


@router.post("/prices", status_code=201, openapi_extra=MANAGE)
async def schedule_prices(
    gateway: GatewayDep, trail: TrailDep, site: SiteId, body: PriceSchedule, key: ServiceKeyDep
) -> PriceSet:
    """Make the next numbered set, which begins at its time. A local time that clocks skip or show twice is refused."""
    request = pb.SchedulePricesRequest(
        site_id=site,
        prices=[_price_message(price) for price in body.prices],
        confirm_large_change=body.confirm_large_change,
        idempotency_key=key,
    )
    _set_beginning(request, body.effective_at)
    response = await gateway.neighbours.pos.call("SchedulePrices", request, pb.SchedulePricesResponse)
    trail.target = _target(response.price_set)
    return _price_set(response.price_set)


@router.post("/price-sets/{price_set}/cancel", openapi_extra=MANAGE)
async def cancel_price_set(gateway: GatewayDep, trail: TrailDep, site: SiteId, price_set: Number) -> PriceSet:
    """Only while it is scheduled. Repeating it changes nothing."""
    request = pb.CancelPriceSetRequest(site_id=site, number=price_set)
    response = await gateway.neighbours.pos.call("CancelPriceSet", request, pb.CancelPriceSetResponse)
    trail.target = _target(response.price_set)
    trail.before = _price_set(response.previous).model_dump(mode="json")
    return _price_set(response.price_set)


@router.post("/prices/resend", openapi_extra=MANAGE)
async def resend_prices(gateway: GatewayDep, trail: TrailDep, site: SiteId, body: PriceResend) -> PricesResent:
    """Send the set in force again to what has not confirmed it, and ask the other pumps what they have.

    A pump that is named gets it in any case, and sells nothing until it has confirmed.
    """
    trail.target = f"site/{site}/prices"
    request = pb.ResendPricesRequest(site_id=site, pump=body.pump)
    response = await gateway.neighbours.pos.call("ResendPrices", request, pb.ResendPricesResponse)
    return PricesResent(pumps=list(response.pumps))


def _set_beginning(request: pb.SchedulePricesRequest, text: str) -> None:
    if text == NOW:
        request.now = True
        return
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput("effective_at is no time", field="effective_at") from error
    if moment.tzinfo is None:
        request.local_time = text
    else:
        request.effective_at.CopyFrom(stamp(moment))


def _price_message(price: Price) -> pb.Price:
    level = pos_pb2.ServiceLevel.Value(f"SERVICE_LEVEL_{price.service_level}")
    return pb.Price(grade_id=price.grade_id, service_level=level, unit_price_milli=price.unit_price_milli)


def _target(price_set: pb.PriceSet) -> str:
    return f"site/{price_set.site_id}/price-set/{price_set.number}"


def _price_set(price_set: pb.PriceSet) -> PriceSet:
    return PriceSet(
        site=price_set.site_id,
        number=price_set.number,
        state=_state(price_set.state),
        effective_at=utc(price_set.effective_at),
        prices=[_price(price) for price in price_set.prices],
        steps=[PriceSetStep(state=_state(step.state), at=utc(step.at), actor=step.actor) for step in price_set.steps],
        version=price_set.version,
    )


def _state(state: pb.PriceSetState.ValueType) -> PriceSetState:
    return PriceSetState(pb.PriceSetState.Name(state).removeprefix("PRICE_SET_STATE_"))


def _price(price: pb.Price) -> Price:
    level = ServiceLevel(pos_pb2.ServiceLevel.Name(price.service_level).removeprefix("SERVICE_LEVEL_"))
    return Price(grade_id=price.grade_id, service_level=level, unit_price_milli=price.unit_price_milli)


def _sign(sign: pb.PriceSign) -> PriceSign:
    return PriceSign(
        prices=[GradeOnSign(grade_id=each.grade_id, unit_price_milli=each.unit_price_milli) for each in sign.prices],
        shown_at=optional_utc(sign, "shown_at"),
        confirmed=sign.confirmed,
        reason=sign.reason,
    )


def _pump(pump: pb.PumpPrices) -> PumpPrices:
    return PumpPrices(
        pump=pump.pump,
        price_set=pump.price_set,
        confirmed_at=optional_utc(pump, "confirmed_at"),
        reason=pump.reason,
        closed=pump.closed,
        attempts=pump.attempts,
        next_attempt_at=optional_utc(pump, "next_attempt_at"),
    )
