"""What pos tells, as entries of the live stream. A sale's entries carry its version: screens keep the newest."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import orjson
from google.protobuf.message import Message
from motorway.pos.v1 import events_pb2 as pos
from motorway.pos.v1 import sale_pb2
from motorway_kit.messaging import Event

from alerts.domain.live import LiveEntry
from alerts.live_entries import enum_word, time_text
from alerts.pos_offline_entries import HANDLED as OFFLINE

Encode = Callable[[Any], tuple[str, str, str, dict[str, Any]]]
"""Type, site, coalescing key and data of an event."""


def pos_entry(event: Event) -> LiveEntry:
    """The live entry of an event of pos. Raises BadMessage."""
    cls, encode = ENCODERS[event.type]
    kind, site, key, data = encode(event.decode(cls))
    return LiveEntry(kind, site, key, orjson.dumps({"site": site, **data}), UUID(event.id).bytes)


def sale_data(sale: sale_pb2.Sale) -> dict[str, Any]:
    """What a screen needs to show a sale in a list."""
    fuel = next((line.fuel for line in sale.lines if line.HasField("fuel")), sale_pb2.FuelLine())
    return {
        "sale_id": sale.sale_id,
        "state": enum_word(sale_pb2.SaleState, sale.state),
        "kind": enum_word(sale_pb2.SaleKind, sale.kind),
        "origin": enum_word(sale_pb2.SaleOrigin, sale.origin),
        "clearing": enum_word(sale_pb2.Clearing, sale.clearing) if sale.clearing else None,
        "pump": sale.pump,
        "grade": fuel.grade_id,
        "volume_ml": fuel.volume_ml,
        "total_minor": sale.total_minor,
        "due_minor": sale.due_minor,
        "currency": sale.currency,
        "max_amount_minor": sale.max_amount_minor,
        "max_volume_ml": sale.max_volume_ml,
        "shift_id": sale.shift_id,
        "opened_by": sale.opened_by,
        "opened_at": time_text(sale.opened_at),
        "payable_at": time_text(sale.payable_at) if sale.HasField("payable_at") else None,
        "reason": sale.reason,
        "version": sale.version,
    }


def _sale(what: str) -> Encode:
    def encode(event: Any) -> tuple[str, str, str, dict[str, Any]]:
        sale = event.sale
        return "sale.changed", sale.site_id, f"sale:{sale.sale_id}", {"what": what, **sale_data(sale)}

    return encode


def _refunded(event: pos.SaleRefunded) -> tuple[str, str, str, dict[str, Any]]:
    given = {"refund_id": event.refund_id, "amount_minor": event.amount_minor, "refund_reason": event.reason}
    return "sale.refunded", event.sale.site_id, "", {**sale_data(event.sale), **given}


def _prices(event: pos.PriceChanged) -> tuple[str, str, str, dict[str, Any]]:
    data = {
        "price_set": event.price_set,
        "state": event.state.upper(),
        "effective_at": time_text(event.effective_at),
        "unconfirmed_pumps": list(event.unconfirmed_pumps),
        "version": event.version,
    }
    return "price.changed", event.site_id, f"price:{event.price_set}", data


def _shift_opened(event: pos.ShiftOpened) -> tuple[str, str, str, dict[str, Any]]:
    data = {"shift_id": event.shift_id, "state": "OPEN", "till": event.till, "cashier": event.cashier}
    return "shift.changed", event.site_id, "", {**data, "time": time_text(event.opened_at)}


def _shift_closed(event: pos.ShiftClosed) -> tuple[str, str, str, dict[str, Any]]:
    """Without what was counted: that is for those who may read shifts."""
    data = {"shift_id": event.shift_id, "state": "CLOSED", "till": event.till, "cashier": event.cashier}
    return "shift.changed", event.site_id, "", {**data, "time": time_text(event.closed_at)}


def _gap(event: pos.TotaliserGapFound) -> tuple[str, str, str, dict[str, Any]]:
    data = {
        "discrepancy_id": event.discrepancy_id,
        "state": "OPEN",
        "pump": event.pump,
        "nozzle": event.nozzle,
        "sequence": event.sequence,
        "expected_ml": event.expected_ml,
        "found_ml": event.found_ml,
        "time": time_text(event.found_at),
    }
    return "discrepancy.changed", event.site_id, "", data


def _resolved(event: pos.DiscrepancyResolved) -> tuple[str, str, str, dict[str, Any]]:
    data = {"discrepancy_id": event.discrepancy_id, "state": "RESOLVED", "resolved_by": event.resolved_by}
    return "discrepancy.changed", event.site_id, "", data


_HANDLED: dict[type[Message], Encode] = {
    pos.SaleAuthorised: _sale("authorised"),
    pos.FuellingStarted: _sale("fuelling"),
    pos.SalePayable: _sale("payable"),
    pos.SaleLockChanged: _sale("lock"),
    pos.SaleCompleted: _sale("completed"),
    pos.SaleEnded: _sale("ended"),
    pos.DriveOffRecorded: _sale("drive_off"),
    pos.SaleRefunded: _refunded,
    pos.PriceChanged: _prices,
    pos.ShiftOpened: _shift_opened,
    pos.ShiftClosed: _shift_closed,
    pos.TotaliserGapFound: _gap,
    pos.DiscrepancyResolved: _resolved,
    **OFFLINE,
}
ENCODERS: Mapping[str, tuple[type[Message], Encode]] = {
    cls.DESCRIPTOR.full_name: (cls, encode) for cls, encode in _HANDLED.items()
}
