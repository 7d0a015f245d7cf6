"""Entries of the live stream."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of the live stream. `data` is JSON.

    `source_id` (16 bytes, the first 6 are a time in milliseconds) is the same whenever the same thing is told
    again; such an entry is written once. An entry with an `order` is written only when its order is above that
    of the last one with its site and key. `traceparent`: its trace, where that is recorded.
    """

    type: str
    site: str
    key: str
    data: bytes
    source_id: bytes = b""
    order: int = 0
    traceparent: str = ""
