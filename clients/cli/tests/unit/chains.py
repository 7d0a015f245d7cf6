"""A chain of audit records, to be damaged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from motorway_access.chain import Head, extend
from motorway_access.testing import CallerKeys
from typer.testing import Result

Verify = Callable[..., Result]
DAYS = ("2026-11-20", "2026-11-22", "2026-11-23")


@dataclass
class Chain:
    """Lines of an export."""

    keys: CallerKeys
    lines: list[dict[str, Any]] = field(default_factory=list)
    head: Head | None = None

    def add(self, day: str, count: int) -> None:
        contents = [
            {"record_id": f"{day}/{number}", "actor_name": "ann", "after": {"number": number, "litres": 1.5, "ü": None}}
            for number in range(1, count + 1)
        ]
        self.head, records = extend(self.head, day, contents, self.keys.signer.seal)
        self.lines.append({"day": vars(self.head)})
        self.lines += [{"record": dict(record)} for record in records]

    def record(self, record_id: str) -> dict[str, Any]:
        record: dict[str, Any] = self.lines[self.place(record_id)]["record"]
        return record

    def place(self, record_id: str) -> int:
        return [line.get("record", {}).get("record_id") for line in self.lines].index(record_id)

    def of_day(self, day: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if any(part["day"] == day for part in line.values())]
