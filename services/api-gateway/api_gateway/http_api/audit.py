"""The audit: what was changed, by whom, and the proof that nothing was taken away."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Query
from fastapi.responses import StreamingResponse
from motorway_access.caller import NotAllowed
from motorway_access.chain import Kind
from motorway_access.roles import Operation
from pydantic import AfterValidator, BaseModel, Field

from api_gateway.app.audit import DayReport
from api_gateway.audit_export import as_csv, as_ndjson
from api_gateway.domain.audit import Outcome
from api_gateway.domain.audit_search import COLUMNS, Place, Search, require_forward, words_of
from api_gateway.http_api.common import SLUG, CallerDep, GatewayDep, Model, problem
from api_gateway.http_api.grants import PRINTABLE
from api_gateway.http_api.moments import YEARS, Moment, plausible
from api_gateway.http_api.routing import operation, resource

router = resource("/audit", "audit")
T = TypeVar("T")
BUSY: dict[int | str, Any] = {429: problem("Others are reading the whole audit; try again")}

EXPORTED: dict[str, Any] = {
    "application/x-ndjson": {
        "schema": {"type": "string"},
        "example": '{"day":{"day":"2026-11-24","records":2,"last_hash":"9f…"}}\n{"record":{"sequence":1,"…":"…"}}\n',
    },
    "text/csv": {"schema": {"type": "string"}, "example": f"{','.join(COLUMNS.split())}\r\n"},
}


Day = Annotated[date, AfterValidator(plausible)] | None


class AuditFormat(StrEnum):
    NDJSON = "ndjson"
    CSV = "csv"


class AuditQuery(BaseModel):
    start: Moment | None = Field(default=None, alias="from", description="Calls from here on")
    end: Moment | None = Field(default=None, alias="to", description="Calls before this")
    actor: str = Field(default="", max_length=200, pattern=PRINTABLE, description="Id or name, exactly")
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="Site id; empty: every site you may read")
    operation: str = Field(default="", max_length=100, pattern=PRINTABLE, examples=["alerts.acknowledge"])
    outcome: Outcome | None = None
    target: str = Field(default="", max_length=500, pattern=PRINTABLE, examples=["site/m25-cobham"])
    q: str = Field(
        default="",
        max_length=200,
        pattern=PRINTABLE,
        description="Beginnings of words in names, targets, sites, reasons …",
    )
    cursor: str = Field(default="", max_length=100, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class DaysQuery(BaseModel):
    start: Day = Field(default=None, alias="from", description="First day (UTC); none: the first of all")
    end: Day = Field(default=None, alias="to", description="Last day (UTC), included; none: today")

    @property
    def days(self) -> tuple[date, date]:
        return self.start or date(YEARS[0], 1, 1), self.end or date(YEARS[1], 1, 1)


class ExportQuery(DaysQuery):
    format: AuditFormat = Field(default=AuditFormat.NDJSON, description="To be verified, or for a spreadsheet")


class AuditRecord(Model):
    """One state-changing call. `hash` is SHA-256 of `previous_hash` and the canonical JSON of the fields above it."""

    record_id: str
    day: date = Field(description="UTC; its chain of records")
    sequence: int = Field(description="From 1 within the day")
    at: datetime = Field(description="When the call came")
    actor_kind: str = Field(examples=["user", "api_key", "anonymous"])
    actor_id: str
    actor_name: str = Field(description="For a refused sign-in the name that was tried")
    roles: list[str]
    site: str = Field(description="Empty when it concerns none or several")
    operation: str = Field(examples=["sites.configure"])
    method: str
    route: str = Field(description="Path with its placeholders")
    target: str = Field(examples=["site/m25-cobham"])
    address: str = Field(description="IP address of the client")
    user_agent: str
    session_id: str
    request_id: str
    trace_id: str
    before: Any = Field(description="What was there, without secrets")
    after: Any = Field(description="What is there now, without secrets")
    outcome: Outcome = Field(description="`unknown`: the process died while it served the call")
    status: int | None = Field(description="Of the HTTP answer")
    reason: str = Field(description="Of the problem, when it was not accepted")
    previous_hash: str
    hash: str
    seal: str = Field(description="Ed25519, hexadecimal")


class AuditPage(Model):
    items: list[AuditRecord]
    next_cursor: str


class AuditFinding(Model):
    kind: Kind
    day: str
    sequence: int = Field(description="0: the day itself")
    record_id: str = Field(description="Empty when the record is gone")
    detail: str


class AuditDay(Model):
    day: date
    records: int
    last_hash: str
    findings: list[AuditFinding]


class AuditVerification(Model):
    intact: bool
    days: list[AuditDay]


@router.get("", openapi_extra=operation(Operation.AUDIT_READ))
async def search_audit(caller: CallerDep, gateway: GatewayDep, query: Annotated[AuditQuery, Query()]) -> AuditPage:
    """Newest first. Without a grant on everything only the records of your sites."""
    require_forward(query.start, query.end)
    scope = caller.narrowed(Operation.AUDIT_READ, [query.site] if query.site else [])
    wanted = Search(
        start=query.start,
        end=query.end,
        actor=query.actor,
        operation=query.operation,
        outcome=query.outcome or "",
        target=query.target,
        words=words_of(query.q),
        sites=scope.listed,
    )
    items, cursor = await gateway.audit.search(wanted, Place.from_cursor(query.cursor), query.limit)
    return AuditPage(items=[AuditRecord.model_validate(item) for item in items], next_cursor=cursor)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses=BUSY | {200: {"content": EXPORTED}},
    openapi_extra=operation(Operation.AUDIT_READ),
)
async def export_audit(
    caller: CallerDep, gateway: GatewayDep, query: Annotated[ExportQuery, Query()]
) -> StreamingResponse:
    """Records of whole days, oldest first. NDJSON has each day's sealed head, so that it can be checked elsewhere."""
    require_forward(query.start, query.end)
    sites = caller.narrowed(Operation.AUDIT_READ, []).listed
    items = await _begun(gateway.audit.export(*query.days, sites))
    encode, media_type = {
        AuditFormat.NDJSON: (as_ndjson, "application/x-ndjson"),
        AuditFormat.CSV: (as_csv, "text/csv; charset=utf-8"),
    }[query.format]
    name = f'attachment; filename="audit-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.{query.format}"'
    return StreamingResponse(encode(items), media_type=media_type, headers={"Content-Disposition": name})


@router.get(
    "/verification",
    response_model=AuditVerification,
    responses=BUSY,
    openapi_extra=operation(Operation.AUDIT_READ),
)
async def verify_audit(
    caller: CallerDep, gateway: GatewayDep, query: Annotated[DaysQuery, Query()]
) -> StreamingResponse:
    """Compute every hash anew and compare. Names what was altered, removed or inserted. Needs a grant on everything."""
    require_forward(query.start, query.end)
    if not caller.scope(Operation.AUDIT_READ).everything:
        raise NotAllowed("only who may read the whole audit can check it", operation=Operation.AUDIT_READ)
    days = await _begun(gateway.audit.verify(*query.days))
    return StreamingResponse(_report(days), media_type="application/json")


@router.get("/{record_id}", openapi_extra=operation(Operation.AUDIT_READ))
async def get_audit_record(caller: CallerDep, gateway: GatewayDep, record_id: UUID) -> AuditRecord:
    """One record, with what was there before and after."""
    sites = caller.narrowed(Operation.AUDIT_READ, []).listed
    return AuditRecord.model_validate(await gateway.audit.find(str(record_id), sites))


async def _report(days: AsyncIterator[DayReport]) -> AsyncIterator[bytes]:
    """Day by day, as they are done: years take minutes."""
    intact, separator = True, b""
    yield b'{"days":['
    async for day in days:
        intact = intact and not day.findings
        yield separator + json.dumps(asdict(day)).encode()
        separator = b","
    yield b'],"intact":' + (b"true" if intact else b"false") + b"}"


async def _begun(items: AsyncIterator[T]) -> AsyncIterator[T]:
    """With its first item there, so that what cannot be read is refused before an answer has begun."""
    first = await anext(items, None)
    return _joined(first, items)


async def _joined(first: T | None, rest: AsyncIterator[T]) -> AsyncIterator[T]:
    if first is not None:
        yield first
        async for item in rest:
            yield item
