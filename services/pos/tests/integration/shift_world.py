"""Sales and fuellings written as the rest of the service writes them, for shifts and settlements to find."""

from collections import defaultdict
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from motorway.pos.v1 import shifts_pb2
from motorway_access.caller import EVERYTHING, Approval, Caller, CallerKind, Grant, acting
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys
from motorway_kit.db import Pool, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.db.sales import insert_sale
from pos.domain.sale import Clearing, Fuel, Line, Origin, Sale, SaleKind, SaleState, Tender, TenderKind

SITE = "m25-cobham"
PRICE_MILLI = 1_500
CASH, ACCOUNT = TenderKind.CASH, TenderKind.ACCOUNT

INSERT_FUELLING = """
INSERT INTO fuelling (site_id, pump, sequence, sale_id, line, release_token, nozzle, grade_id, volume_ml, amount_minor,
  currency, unit_price_milli, price_set, volume_total_before_ml, volume_total_after_ml, amount_total_before_minor,
  amount_total_after_minor, started_at, finished_at, received_at, offline, end_reason)
VALUES ($1, $2, $3, $4, 1, '', $5, $6, $7, $8, 'GBP', 1500, 1, $9, $10, 0, 0, $11, $11, $11, false, '')
"""
UPSERT_METER = """
INSERT INTO nozzle_meter (site_id, pump, nozzle, volume_total_ml, amount_total_minor, sequence, at)
VALUES ($1, $2, $3, $4, 0, $5, $6)
ON CONFLICT (site_id, pump, nozzle) DO UPDATE SET volume_total_ml = $4, sequence = $5, at = $6
"""


@contextmanager
def being(keys: CallerKeys, name: str, role: Role = Role.CASHIER, approval: Approval | None = None) -> Iterator[None]:
    """In the block somebody of this name asks."""
    caller = Caller(CallerKind.USER, f"id-{name}", name, (Grant(role, EVERYTHING),), "session", approval=approval)
    with acting(caller, keys.signer.sign):
        yield


async def refused(call: Awaitable[object], error: type[MotorwayError]) -> str:
    """The reason for which the call is refused."""
    with pytest.raises(error) as caught:
        await call
    return caught.value.reason


def paid(kind: TenderKind, amount_minor: int, shift_id: str, at: datetime, number: int = 1) -> Tender:
    return Tender(number, kind, amount_minor, shift_id, at, account_id="acme" if kind is ACCOUNT else "")


@dataclass
class World:
    """A forecourt whose totalisers stand at 1,000 l when it is first used."""

    db: Pool
    at: datetime
    totals: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(lambda: 1_000_000))
    sequences: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    async def fuelled(
        self, nozzle: tuple[int, int], grade_id: str, volume_ml: int, gap_ml: int = 0, **sale: Any
    ) -> Sale:
        """A sale with a fuelling of `volume_ml` for 1.50 a litre; `gap_ml` ran before it unseen."""
        self.totals[nozzle] += gap_ml
        pump, before = nozzle[0], self.totals[nozzle]
        self.totals[nozzle] += volume_ml
        self.sequences[pump] += 1
        fuel = Fuel(
            pump, nozzle[1], grade_id, self.sequences[pump], volume_ml, PRICE_MILLI, 1, before, before + volume_ml,
            self.at, self.at,
        )  # fmt: skip
        line = Line(1, grade_id, volume_ml * PRICE_MILLI // 10_000, 2_000, fuel=fuel)
        more: Sequence[Line] = sale.pop("shop", ())
        made = await self.sold(pump=pump, lines=(line, *more), **sale)
        await self._meter(made, fuel)
        return made

    async def sold(self, **changes: Any) -> Sale:
        """Whatever sale; cleared as PAID unless told otherwise."""
        fields = {
            "sale_id": new_id(),
            "site_id": SITE,
            "kind": SaleKind.POST_PAY,
            "state": SaleState.CLEARED,
            "origin": Origin.POS,
            "currency": "GBP",
            "opened_at": self.at,
            **changes,
        }
        if fields["state"] is SaleState.CLEARED:
            fields = {"clearing": Clearing.PAID, "cleared_at": self.at, **fields}
        return_tank = fields.pop("return_tank", 0)
        sale = Sale(**fields)
        async with transaction(self.db) as conn:
            await insert_sale(conn, sale, None, None)
            await conn.execute("UPDATE sale SET return_tank = $2 WHERE sale_id = $1", sale.sale_id, return_tank)
        return sale

    async def _meter(self, sale: Sale, fuel: Fuel) -> None:
        place = SITE, fuel.pump, fuel.nozzle
        async with transaction(self.db) as conn:
            await conn.execute(
                INSERT_FUELLING,
                SITE,
                fuel.pump,
                fuel.sequence,
                sale.sale_id,
                fuel.nozzle,
                fuel.grade_id,
                fuel.volume_ml,
                sale.lines[0].amount_minor,
                fuel.volume_total_before_ml,
                fuel.volume_total_after_ml,
                fuel.finished_at,
            )
            await conn.execute(UPSERT_METER, *place, fuel.volume_total_after_ml, fuel.sequence, fuel.finished_at)


async def open_shift(client: Remote, till: str = "Counter 1", key: str = "", **fields: Any) -> shifts_pb2.Shift:
    wish = {"site_id": SITE, "float_minor": 10_000, **fields}
    request = shifts_pb2.OpenShiftRequest(till=till, idempotency_key=key or new_id(), **wish)
    response: shifts_pb2.OpenShiftResponse = await client.call("OpenShift", request)
    return response.shift


async def move(client: Remote, shift_id: str, kind: str, amount_minor: int, **fields: Any) -> shifts_pb2.CashMovement:
    request = shifts_pb2.RecordCashMovementRequest(
        shift_id=shift_id,
        kind=shifts_pb2.CashMovementKind.Value(f"CASH_MOVEMENT_KIND_{kind}"),
        amount_minor=amount_minor,
        **{"reason": "because", "idempotency_key": new_id(), **fields},
    )
    response: shifts_pb2.RecordCashMovementResponse = await client.call("RecordCashMovement", request)
    return response.movement


async def close(client: Remote, shift_id: str, counted_minor: int = 0, **fields: Any) -> shifts_pb2.ZReport:
    wish = {"idempotency_key": new_id(), "counted_minor": counted_minor, **fields}
    request = shifts_pb2.CloseShiftRequest(shift_id=shift_id, **wish)
    response: shifts_pb2.CloseShiftResponse = await client.call("CloseShift", request)
    return response.report


async def x_report(client: Remote, shift_id: str) -> shifts_pb2.ShiftReport:
    response: shifts_pb2.GetXReportResponse = await client.call(
        "GetXReport", shifts_pb2.GetXReportRequest(shift_id=shift_id)
    )
    return response.report


async def z_report(client: Remote, shift_id: str) -> shifts_pb2.ZReport:
    response: shifts_pb2.GetZReportResponse = await client.call(
        "GetZReport", shifts_pb2.GetZReportRequest(shift_id=shift_id)
    )
    return response.report
