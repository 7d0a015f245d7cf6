"""A sale as columns, and as it comes back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import orjson

from pos.domain.sale import (
    CardPaymentState,
    Clearing,
    Fuel,
    Line,
    Origin,
    Sale,
    SaleCardPayment,
    SaleKind,
    SaleState,
    Tender,
    TenderKind,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


# One statement, so that a ticket is read as one transaction left it.
SELECT_SALE = """
SELECT sale.*,
  (SELECT json_agg(json_build_array(l.number, l.description, l.amount_minor, l.vat_rate_bp, l.item_id, l.quantity,
            l.unit_amount_minor, CASE WHEN f.sale_id IS NOT NULL THEN json_build_array(f.pump, f.nozzle, f.grade_id,
              f.sequence, f.volume_ml, f.unit_price_milli, f.price_set, f.volume_total_before_ml,
              f.volume_total_after_ml, (extract(epoch FROM f.started_at) * 1000000)::bigint,
              (extract(epoch FROM f.finished_at) * 1000000)::bigint, f.offline, f.end_reason) END)
            ORDER BY l.number)
     FROM sale_line l LEFT JOIN fuelling f ON f.sale_id = l.sale_id AND f.line = l.number
    WHERE l.sale_id = sale.sale_id) AS lines,
  (SELECT json_agg(json_build_array(t.number, t.kind, t.amount_minor, t.shift_id,
            (extract(epoch FROM t.at) * 1000000)::bigint, t.given_minor, t.change_minor, t.account_id, t.vehicle_id,
            t.odometer_km, t.reverses, t.payment_id, t.card_brand, t.card_last4, t.test) ORDER BY t.number)
     FROM tender t WHERE t.sale_id = sale.sale_id) AS tenders,
  (SELECT json_agg(json_build_array(c.payment_id, c.state, c.amount_minor, c.shift_id, c.asked_by,
            (extract(epoch FROM c.asked_at) * 1000000)::bigint, c.hold, c.fixed_minor, c.reason, c.key,
            c.for_debt)
            ORDER BY c.asked_at, c.payment_id)
     FROM sale_card_payment c WHERE c.sale_id = sale.sale_id) AS card_payments
FROM sale
"""


def line_columns(lines: Sequence[Line]) -> list[list[Any]]:
    return [
        [line.number for line in lines],
        [line.description for line in lines],
        [line.amount_minor for line in lines],
        [line.vat_rate_bp for line in lines],
        [line.item_id for line in lines],
        [line.quantity for line in lines],
        [line.unit_amount_minor for line in lines],
    ]


def tender_columns(tenders: Sequence[Tender]) -> list[list[Any]]:
    return [
        [tender.number for tender in tenders],
        [tender.kind for tender in tenders],
        [tender.amount_minor for tender in tenders],
        [tender.given_minor for tender in tenders],
        [tender.change_minor for tender in tenders],
        [tender.account_id for tender in tenders],
        [tender.vehicle_id for tender in tenders],
        [tender.odometer_km for tender in tenders],
        [tender.shift_id for tender in tenders],
        [tender.at for tender in tenders],
        [tender.reverses for tender in tenders],
        [tender.payment_id for tender in tenders],
        [tender.card_brand for tender in tenders],
        [tender.card_last4 for tender in tenders],
        [tender.test for tender in tenders],
    ]


AS_STORED = (
    *("site_id", "currency", "opened_at", "opened_by", "opened_shift_id", "shift_id", "pump", "max_amount_minor"),
    *("max_volume_ml", "price_set", "cleared_by", "payable_at", "cleared_at", "reason", "refusal_code", "receipt_id"),
    *("registration", "note", "refunded_minor", "return_tank", "version"),
)
"""Columns that are what the field of their name is."""


def sale_of(row: asyncpg.Record) -> Sale:
    """From a row of SELECT_SALE."""
    as_stored: dict[str, Any] = {name: row[name] for name in AS_STORED}
    return Sale(
        **as_stored,
        sale_id=str(row["sale_id"]),
        kind=SaleKind(row["kind"]),
        state=SaleState(row["state"]),
        origin=Origin(row["origin"]),
        nozzles=tuple(row["nozzles"]),
        lines=tuple(_line(*fields) for fields in _items(row["lines"])),
        tenders=tuple(_tender(*fields) for fields in _items(row["tenders"])),
        card_payments=tuple(_card_payment(*fields) for fields in _items(row["card_payments"])),
        clearing=None if row["clearing"] is None else Clearing(row["clearing"]),
    )


def _items(text: str | None) -> list[list[Any]]:
    items: list[list[Any]] = orjson.loads(text) if text else []
    return items


def _time(us: int) -> datetime:
    return EPOCH + timedelta(microseconds=us)


def _line(*fields: Any) -> Line:
    *line, fuel = fields
    return Line(*(*line, None if fuel is None else _fuel(*fuel)))


def _fuel(*fields: Any) -> Fuel:
    *measured, started_us, finished_us, offline, end_reason = fields
    return Fuel(*(*measured, _time(started_us), _time(finished_us), offline, end_reason))


def _tender(*fields: Any) -> Tender:
    number, kind, amount_minor, shift_id, at_us, *rest = fields
    return Tender(number, TenderKind(kind), amount_minor, shift_id, _time(at_us), *rest)


def _card_payment(*fields: Any) -> SaleCardPayment:
    payment_id, state, amount_minor, shift_id, asked_by, at_us, *rest = fields
    return SaleCardPayment(payment_id, CardPaymentState(state), amount_minor, shift_id, asked_by, _time(at_us), *rest)
