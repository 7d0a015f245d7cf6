"""What X and Z reports are made of, and Z reports as they were written."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool
from pydantic import TypeAdapter

from pos.domain.receipt_chain import GENESIS
from pos.domain.sale import Clearing, SaleKind, SaleState, TenderKind
from pos.domain.shift import CashKind, Shift
from pos.domain.shift_report import (
    FuelTotal,
    MissingNumbers,
    ShiftMeter,
    Takings,
    Tally,
    Unfinished,
    UnsynchronisedDevice,
    ZDocument,
    ZReport,
)
from pos.domain.vat import VatGroup

DOCUMENT = TypeAdapter(ZDocument)


class Facts(NamedTuple):
    """What happened in a shift. `grosses`: VAT rate, gross of a ticket at this rate, number of such tickets."""

    takings: tuple[Takings, ...]
    cleared: Mapping[Clearing, Tally]
    fuel: tuple[FuelTotal, ...]
    shop: Tally
    grosses: tuple[tuple[int, int, int], ...]
    refunds: Tally
    refunded_cash_minor: int
    refund_vat: tuple[VatGroup, ...]
    voids: Tally
    moved: Mapping[CashKind, Tally]
    debts_paid: Tally
    prepaid_before_minor: int
    not_cleared: tuple[Unfinished, ...]
    meters: tuple[ShiftMeter, ...]
    missing: tuple[MissingNumbers, ...]
    offline_since: datetime | None
    offline_devices: tuple[UnsynchronisedDevice, ...]


# Sale 5 LOCKED, 6 CLEARED, 9 VOIDED; clearing 1 PAID, 2 ZERO, 5 DRIVE_OFF, 6 NO_MEANS; refund 2 APPROVED;
# debt 2 SETTLED.
LINES = """
FROM sale s
JOIN sale_line l USING (sale_id)
LEFT JOIN fuelling f ON f.sale_id = l.sale_id AND f.line = l.number
WHERE s.shift_id = $1 AND s.state = 6
"""
TAKINGS = """
SELECT kind, count(*) FILTER (WHERE amount_minor > 0), sum(amount_minor)::bigint
FROM tender WHERE shift_id = $1 GROUP BY kind ORDER BY kind
"""
BY_CLEARING = f"""
SELECT s.clearing, count(DISTINCT s.sale_id), sum(l.amount_minor)::bigint, coalesce(sum(f.volume_ml), 0)::bigint
{LINES} GROUP BY s.clearing
"""
FUEL = f"""
SELECT f.grade_id, count(*), sum(f.volume_ml)::bigint, sum(l.amount_minor)::bigint
{LINES} AND s.clearing = 1 AND f.sale_id IS NOT NULL GROUP BY f.grade_id ORDER BY f.grade_id
"""
SHOP = f"""
SELECT coalesce(sum(l.quantity), 0)::bigint, coalesce(sum(l.amount_minor), 0)::bigint
{LINES} AND s.clearing = 1 AND f.sale_id IS NULL
"""
GROSSES = f"""
SELECT rate, gross, count(*) FROM (
  SELECT l.vat_rate_bp AS rate, sum(l.amount_minor)::bigint AS gross
  {LINES} AND s.clearing = 1 GROUP BY s.sale_id, l.vat_rate_bp
) ticket GROUP BY rate, gross
"""  # noqa: S608
REFUNDS = """
SELECT count(*), coalesce(sum(amount_minor), 0)::bigint,
  coalesce(sum(amount_minor) FILTER (WHERE tender_kind = 1), 0)::bigint
FROM refund WHERE shift_id = $1 AND state = 2 AND card_outcome <> 'failed'
"""
# Money that goes to a card a second time has the credit receipt of the first, which did not count.
REFUND_VAT = """
SELECT (vat->>'rate_bp')::integer AS rate, sum((vat->>'gross_minor')::bigint)::bigint,
  sum((vat->>'net_minor')::bigint)::bigint, sum((vat->>'vat_minor')::bigint)::bigint
FROM refund r JOIN receipt c ON c.receipt_id = nullif(r.receipt_id, '')::uuid
CROSS JOIN LATERAL json_array_elements(c.content::json->'vat') vat
WHERE r.shift_id = $1 AND r.state = 2 AND r.card_outcome <> 'failed'
GROUP BY rate ORDER BY rate DESC
"""
VOIDS = """
SELECT count(DISTINCT s.sale_id), coalesce(sum(l.amount_minor), 0)::bigint
FROM sale s LEFT JOIN sale_line l USING (sale_id)
WHERE s.state = 9 AND (s.shift_id = $1 OR (s.shift_id = '' AND s.opened_shift_id = $1))
"""
MOVEMENTS = """
SELECT kind, count(*), sum(amount_minor)::bigint FROM cash_movement WHERE shift_id = $1::text::uuid GROUP BY kind
"""
# Also what was given of a ticket before its customer could not pay the rest: it is no sale of any shift either.
# What a card could not be charged (kind 3) is among the takings: as RECEIVABLE, given back when it is paid.
DEBTS_PAID = """
SELECT (SELECT count(*) FROM debt WHERE settled_shift_id = $1 AND state = 2 AND kind <> 3),
  coalesce(sum(t.amount_minor), 0)::bigint
FROM tender t JOIN sale s USING (sale_id) WHERE t.shift_id = $1 AND s.state = 6 AND s.clearing IN (5, 6)
"""
PREPAID_BEFORE = """
SELECT coalesce(sum(t.amount_minor), 0)::bigint FROM sale s JOIN tender t USING (sale_id)
WHERE s.shift_id = $1 AND s.state = 6 AND s.clearing IN (1, 2) AND t.shift_id <> $1
"""
# Besides what is not cleared: what another shift cleared, since the money may have been given in this one.
UNFINISHED = """
WITH mine AS (
  SELECT sale_id FROM sale WHERE shift_id = $1
  UNION SELECT sale_id FROM sale WHERE opened_shift_id = $1
  UNION SELECT sale_id FROM tender WHERE shift_id = $1
)
SELECT s.sale_id, s.kind, s.state, s.pump, s.state = 5 AND s.shift_id = $1 AS held,
  (SELECT coalesce(sum(amount_minor), 0)::bigint FROM sale_line l WHERE l.sale_id = s.sale_id) AS total,
  (SELECT coalesce(sum(amount_minor), 0)::bigint FROM tender t
    WHERE t.sale_id = s.sale_id AND t.shift_id = $1) AS tendered
FROM mine JOIN sale s USING (sale_id)
WHERE s.state <> 6 OR (s.clearing IN (1, 2) AND s.shift_id <> $1) ORDER BY s.sale_id
"""
METERS = """
SELECT m.pump, m.nozzle, coalesce(n.grade_id, '') AS grade_id,
  coalesce(o.volume_total_ml, f.first_ml, m.volume_total_ml) AS start_ml, m.volume_total_ml AS end_ml, f.fuelled_ml
FROM nozzle_meter m
LEFT JOIN shift_meter o ON o.shift_id = $1::text::uuid AND (o.pump, o.nozzle) = (m.pump, m.nozzle)
LEFT JOIN nozzle n ON (n.site_id, n.pump, n.number) = (m.site_id, m.pump, m.nozzle)
CROSS JOIN LATERAL (
  SELECT coalesce(sum(volume_ml), 0)::bigint AS fuelled_ml,
    (array_agg(volume_total_before_ml ORDER BY sequence))[1] AS first_ml
  FROM fuelling WHERE (site_id, pump, nozzle) = (m.site_id, m.pump, m.nozzle)
    AND sequence > coalesce(o.sequence, 0) AND sequence <= m.sequence
) f
WHERE m.site_id = $2 ORDER BY m.pump, m.nozzle
"""
MISSING = """
SELECT pump, before + 1, sequence - 1 FROM (
  SELECT f.pump, f.sequence,
    coalesce(lag(f.sequence) OVER (PARTITION BY f.pump ORDER BY f.sequence), c.sequence) AS before
  FROM pump_checked c JOIN fuelling f ON f.site_id = c.site_id AND f.pump = c.pump AND f.sequence > c.sequence
  WHERE c.site_id = $2) run
WHERE sequence > before + 1 ORDER BY pump, sequence
"""
OFFLINE = "SELECT changed_at FROM site_connection WHERE site_id = $2 AND NOT online"
OFFLINE_DEVICES = """
SELECT d.device_id, d.name, d.series, d.pending, d.seen_at FROM offline_device d
JOIN shift s ON s.shift_id = $1::text::uuid AND (s.site_id, s.till) = (d.site_id, d.till)
WHERE d.site_id = $2 AND d.pending > 0 ORDER BY d.ordinal
"""

PARTS = {
    "takings": TAKINGS,
    "cleared": BY_CLEARING,
    "fuel": FUEL,
    "shop": SHOP,
    "grosses": GROSSES,
    "refunds": REFUNDS,
    "refund_vat": REFUND_VAT,
    "voids": VOIDS,
    "moved": MOVEMENTS,
    "debts_paid": DEBTS_PAID,
    "prepaid_before": PREPAID_BEFORE,
    "not_cleared": UNFINISHED,
    "meters": METERS,
    "missing": MISSING,
    "offline": OFFLINE,
    "offline_devices": OFFLINE_DEVICES,
}
FACTS = "SELECT " + ", ".join(f"ARRAY(SELECT part FROM ({query}) part) AS {name}" for name, query in PARTS.items())  # noqa: S608

NEXT_Z = """
INSERT INTO z_counter AS z (site_id, till, number, hash) VALUES ($1, $2, 1, $3)
ON CONFLICT (site_id, till) DO UPDATE SET number = z.number + 1 RETURNING number, hash
"""
Z_REPORT = """
SELECT z.document, z.previous_hash, z.hash, coalesce(p.hash, $2) AS before
FROM z_report z LEFT JOIN z_report p ON (p.site_id, p.till, p.number) = (z.site_id, z.till, z.number - 1)
WHERE z.shift_id = $1::text::uuid
"""
CLOSE_SHIFT = """
UPDATE shift SET closed_at = $2, closed_by = $3, counted_minor = $4, expected_minor = $5, z_number = $6,
  close_key = $7, close_hash = $8 WHERE shift_id = $1
"""


async def facts(conn: "Pool | Connection", shift: Shift) -> Facts:
    """Everything of one moment: it is one statement."""
    row = await conn.fetchrow(FACTS, shift.shift_id, shift.site_id)
    assert row is not None
    refunds, refunded_cash_minor = row["refunds"][0][:2], row["refunds"][0][2]
    return Facts(
        takings=tuple(Takings(TenderKind(kind), *sums) for kind, *sums in row["takings"]),
        cleared={Clearing(clearing): Tally(*tally) for clearing, *tally in row["cleared"]},
        fuel=tuple(FuelTotal(*fuel) for fuel in row["fuel"]),
        shop=Tally(*row["shop"][0]),
        grosses=tuple((rate, gross, count) for rate, gross, count in row["grosses"]),
        refunds=Tally(*refunds),
        refunded_cash_minor=refunded_cash_minor,
        refund_vat=tuple(VatGroup(*group) for group in row["refund_vat"]),
        voids=Tally(*row["voids"][0]),
        moved={CashKind(kind): Tally(*sums) for kind, *sums in row["moved"]},
        debts_paid=Tally(*row["debts_paid"][0]),
        prepaid_before_minor=row["prepaid_before"][0][0],
        not_cleared=tuple(map(_unfinished, row["not_cleared"])),
        meters=tuple(ShiftMeter(*meter) for meter in row["meters"]),
        missing=tuple(MissingNumbers(*gap) for gap in row["missing"]),
        offline_since=row["offline"][0][0] if row["offline"] else None,
        offline_devices=tuple(UnsynchronisedDevice(str(id_), *rest) for id_, *rest in row["offline_devices"]),
    )


def _unfinished(row: asyncpg.Record) -> Unfinished:
    sale_id, kind, state, pump, held, total_minor, tendered_minor = row
    return Unfinished(str(sale_id), SaleKind(kind), SaleState(state), pump, total_minor, tendered_minor, held)


async def next_z(conn: Connection, site_id: str, till: str) -> tuple[int, bytes]:
    """The next number of the till and the hash of its last Z; no other gets one before the end of the transaction."""
    number, previous = await _row(conn, NEXT_Z, site_id, till, GENESIS)
    return number, previous


async def insert_z(conn: Connection, report: ZReport) -> None:
    shift = report.document.report.shift
    await conn.execute(
        "INSERT INTO z_report (site_id, till, number, shift_id, document, previous_hash, hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        shift.site_id,
        shift.till,
        report.document.number,
        shift.shift_id,
        report.text,
        report.previous_hash,
        report.hash,
    )
    await conn.execute(
        "UPDATE z_counter SET hash = $3 WHERE site_id = $1 AND till = $2", shift.site_id, shift.till, report.hash
    )


async def close_shift(conn: Connection, shift: Shift, key: str, request_hash: bytes) -> None:
    await conn.execute(
        CLOSE_SHIFT,
        shift.shift_id,
        shift.closed_at,
        shift.closed_by,
        shift.counted_minor,
        shift.expected_minor,
        shift.z_number,
        key,
        request_hash,
    )


async def get_z(db: "Pool | Connection", shift_id: str) -> tuple[ZReport, bytes] | None:
    """A Z report, and the hash of the one before it."""
    row = await db.fetchrow(Z_REPORT, shift_id, GENESIS)
    if row is None:
        return None
    document = DOCUMENT.validate_json(row["document"])
    return ZReport(document, row["document"], row["previous_hash"], row["hash"]), row["before"]


def text_of(document: ZDocument) -> str:
    return DOCUMENT.dump_json(document).decode()


async def _row(conn: Connection, query: str, *values: object) -> asyncpg.Record:
    row = await conn.fetchrow(query, *values)
    assert row is not None
    return row
