"""A browser at a till that goes on without a line, and hands in what it did."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motorway.pos.v1 import offline_pb2 as pb
from motorway_access.roles import Role
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id

from .sales_world import SITE, Station
from .shift_world import being

LATTE: dict[str, Any] = {
    "item_id": "coffee",
    "code": "96385074",
    "name": "Coffee",
    "quantity": 1,
    "unit_price_minor": 300,
    "vat_rate_bp": 2000,
}


@dataclass
class Browser:
    """Ann's at Counter 1, until told otherwise; `queue` is what it did."""

    station: Station
    offline: Remote
    device_id: str = field(default_factory=new_id)
    till: str = "Counter 1"
    who: str = "ann"
    series: str = ""
    receipts: int = 0
    queue: list[pb.OfflineOperationDone] = field(default_factory=list)

    async def ask(self, method: str, /, who: str = "", **fields: Any) -> Any:
        role = Role.SUPERVISOR if (who or self.who) == "sue" else Role.CASHIER
        with being(self.station.keys, who or self.who, role):
            return await self.offline.call(method, getattr(pb, f"{method}Request")(site_id=SITE, **fields))

    async def register(self, **fields: Any) -> pb.RegisterOfflineDeviceResponse:
        wish = {"till": self.till, "device_id": self.device_id, "name": "Tablet", **fields}
        answer: pb.RegisterOfflineDeviceResponse = await self.ask("RegisterOfflineDevice", **wish)
        self.series = answer.device.series
        return answer

    def did(self, kind: str, *, at: datetime | str = "", receipt: bool = True, **said: Any) -> str:
        """Queues it; returns its id."""
        if receipt and kind in ("SHOP_SALE", "FUEL_CASH", "FUEL_TYPED"):
            self.receipts += 1
            said = {"receipt_number": self.receipts, **said}
        document = {
            "format": 1,
            "kind": kind,
            "site": SITE,
            "till": self.till,
            "series": self.series,
            "at": _text(at or self.station.clock()),
            "shift_id": self.station.shift_of[self.who],
            "cashier": self.who,
            **said,
        }
        return self.wrote(json.dumps(document))

    def wrote(self, document: str) -> str:
        before = self.queue[-1].hash if self.queue else bytes(32)
        done = pb.OfflineOperationDone(
            operation_id=new_id(),
            number=len(self.queue) + 1,
            document=document,
            previous_hash=before,
            hash=hashlib.sha256(before + document.encode()).digest(),
        )
        self.queue.append(done)
        return done.operation_id

    def sold(self, *lines: dict[str, Any], **said: Any) -> str:
        """A shop sale; the customer gives what it costs."""
        lines = lines or (LATTE,)
        total = sum(line["quantity"] * line["unit_price_minor"] for line in lines)
        return self.did("SHOP_SALE", **{"lines": lines, **paid(total), **said})

    def fuelled(self, sale_id: str, total_minor: int, **said: Any) -> str:
        return self.did("FUEL_CASH", **{"sale_id": sale_id, **paid(total_minor), **said})

    def typed(self, amount_minor: int, pump: int = 1, **said: Any) -> str:
        cash = {"given_minor": amount_minor, "change_minor": 0}
        return self.did("FUEL_TYPED", **{"pump": pump, "amount_minor": amount_minor, **cash, **said})

    def moved(self, kind: str, amount_minor: int, reason: str = "because", **said: Any) -> str:
        return self.did(kind, amount_minor=amount_minor, reason=reason, **said)

    async def hand_in(
        self, operations: list[pb.OfflineOperationDone] | None = None, who: str = "", pending: int = 0
    ) -> pb.ReplayOfflineOperationsResponse:
        """All that it ever did, or these."""
        fields = {"till": self.till, "device_id": self.device_id, "pending": pending}
        answer: pb.ReplayOfflineOperationsResponse = await self.ask(
            "ReplayOfflineOperations", who=who, operations=self.queue if operations is None else operations, **fields
        )
        return answer

    async def last(self, **fields: Any) -> pb.OfflineOperation:
        """What became of what it did last, when all is handed in."""
        operation: pb.OfflineOperation = (await self.hand_in(**fields)).operations[-1]
        return operation


def _text(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()


def paid(total_minor: int) -> dict[str, int]:
    return {"total_minor": total_minor, "given_minor": total_minor, "change_minor": 0}


def outcome_of(one: pb.OfflineOperation) -> tuple[str, list[str]]:
    """`("CONFLICT", ["TOO_OLD"])`"""
    return pb.OfflineOutcome.Name(one.outcome).removeprefix("OFFLINE_OUTCOME_"), list(one.reasons)
