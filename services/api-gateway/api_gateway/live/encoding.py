"""Live events on their way: Redis stream entries, Server-Sent Event frames, HTTP chunks, filters. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import orjson

StreamId: TypeAlias = tuple[int, int]
"""Milliseconds and sequence number of a Redis stream entry."""

START: StreamId = (0, 0)
END_OF_RESPONSE = b"0\r\n\r\n"
_ID = re.compile(r"(\d{1,19})-(\d{1,19})", re.ASCII)
_TYPE = re.compile(rb"[a-z0-9_.-]{1,64}")


@dataclass(slots=True, eq=False)
class LiveEvent:
    """One entry of the live stream, with its frame encoded once for all clients.

    `key` names what the event is the newest fact of; empty when every event counts. `superseded` is set
    once a newer event of the same key is known. `traceparent`: its trace, where that is recorded.
    """

    id: StreamId
    type: str
    site: str
    key: str
    frame: bytes
    superseded: bool = field(default=False)
    traceparent: str = ""

    @property
    def coalescing_key(self) -> tuple[str, str, str] | None:
        return (self.type, self.site, self.key) if self.key else None


@dataclass(frozen=True, slots=True)
class LiveFilter:
    """What a client asked for; None means everything.

    `limited`: families of types (`sale` of `sale.changed`) that the client gets of these sites only.
    """

    sites: frozenset[str] | None = None
    types: frozenset[str] | None = None
    limited: tuple[tuple[str, frozenset[str]], ...] = ()

    def accepts(self, event: LiveEvent) -> bool:
        asked = (self.sites is None or event.site in self.sites) and (self.types is None or event.type in self.types)
        return asked and not any(
            event.site not in sites and event.type.startswith(f"{family}.") for family, sites in self.limited
        )


def parse_id(text: str) -> StreamId | None:
    """`1700000000000-3` as a pair; None when it is not of that form."""
    match = _ID.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else None


def format_id(stream_id: StreamId) -> str:
    return f"{stream_id[0]}-{stream_id[1]}"


def event_of(entry_id: bytes, fields: Mapping[bytes, bytes]) -> LiveEvent | None:
    """The event of a Redis stream entry; None when the entry is none that we can pass on."""
    stream_id, name = parse_id(entry_id.decode("ascii", "replace")), fields.get(b"type", b"")
    data = fields.get(b"data")
    if stream_id is None or data is None or not _TYPE.fullmatch(name):
        return None
    site, key = fields.get(b"site", b""), fields.get(b"key", b"")
    event = LiveEvent(stream_id, name.decode(), site.decode(), key.decode(), frame_of(entry_id, name, data))
    event.traceparent = fields.get(b"trace", b"").decode("ascii", "replace")
    return event


def frame_of(entry_id: bytes, name: bytes, data: bytes) -> bytes:
    """One Server-Sent Event."""
    lines = b"\ndata: ".join(data.splitlines()) if b"\n" in data or b"\r" in data else data
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (entry_id, name, lines)


def greeting(newest: StreamId, retry_ms: int) -> bytes:
    """First bytes of a stream that starts live: the id lets a reconnect resume before any event came."""
    return f"retry: {retry_ms}\nid: {format_id(newest)}\n\n".encode()


def reset_frame(newest: StreamId, reason: str) -> bytes:
    """Tells the client that events may be missing before `newest`: it must load everything anew."""
    return frame_of(format_id(newest).encode(), b"reset", orjson.dumps({"reason": reason}))


def keep_alive(newest: StreamId | None) -> bytes:
    """A comment, with the id up to which a client without gaps has been served."""
    return b": keep-alive\n\n" if newest is None else f": keep-alive\nid: {format_id(newest)}\n\n".encode()


def chunk(frames: Iterable[bytes]) -> bytes:
    """Frames as one chunk of an HTTP/1.1 response with chunked transfer encoding."""
    body = b"".join(frames)
    return b"%x\r\n%b\r\n" % (len(body), body)


def without_superseded(events: list[LiveEvent]) -> list[LiveEvent]:
    """Only the newest event of each coalescing key, in order."""
    newest = {event.coalescing_key: event for event in events if event.key}
    return [event for event in events if not event.key or newest[event.coalescing_key] is event]
