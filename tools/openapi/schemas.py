"""What a change of a JSON Schema takes away from those who rely on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

Node = dict[str, Any]
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
FIXED = ("format", "pattern", "multipleOf", "uniqueItems")


class Direction(Enum):
    """Who is bound: callers by what we accept, we by what we answer."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True)
class Pair:
    """One place in the document before and in the document now."""

    before: Node
    now: Node
    direction: Direction
    place: str = ""
    seen: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_request(self) -> bool:
        return self.direction is Direction.REQUEST

    def schemas(self, before: Node, now: Node, step: str = "") -> Iterator[str]:
        """Breaks between two schemas below this place."""
        names = (before.get("$ref", ""), now.get("$ref", ""))
        if all(names) and names in self.seen:
            return
        inner = replace(self, place=self.place + step, seen=self.seen | ({names} if all(names) else set()))
        yield from inner.compare(resolved(before, self.before), resolved(now, self.now))

    def compare(self, before: Node, now: Node) -> Iterator[str]:
        """Breaks between two schemas, none of which is a reference."""
        old, new = alternatives(before, self.before), alternatives(now, self.now)
        bound, offered = (old, new) if self.is_request else (new, old)
        for one in bound:
            tried = [list(self.single(*((one, other) if self.is_request else (other, one)))) for other in offered]
            if [] not in tried:
                yield from closest(one, offered, tried, self)

    def single(self, old: Node, new: Node) -> Iterator[str]:
        """Breaks between two schemas without alternatives."""
        for rule in RULES:
            yield from rule(self, old, new)

    def says(self, words: str) -> str:
        return f"{self.place or 'body'}: {words}"


def closest(one: Node, offered: list[Node], tried: list[list[str]], pair: Pair) -> list[str]:
    """What is wrong with the alternative of the same type; else that there is none."""
    same = [found for other, found in zip(offered, tried, strict=True) if other.get("type") == one.get("type")]
    kind = one.get("type", "anything")
    verb = "is no longer accepted" if pair.is_request else "may now be answered"
    return min(same, key=len) if same else [pair.says(f"type {kind} {verb}")]


def resolved(schema: Node, document: Node) -> Node:
    """The schema that a reference means."""
    while "$ref" in schema:
        node: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
        schema = node
    return schema


def alternatives(schema: Node, document: Node) -> list[Node]:
    """The schemas of anyOf and oneOf, resolved; several types are several alternatives."""
    if options := schema.get("anyOf", schema.get("oneOf")):
        return [one for option in options for one in alternatives(resolved(option, document), document)]
    kinds = schema.get("type")
    return [schema | {"type": kind} for kind in kinds] if isinstance(kinds, list) else [schema]


def types(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """An integer is a number; everything else is only what it is."""
    narrow, wide = (old.get("type"), new.get("type")) if pair.is_request else (new.get("type"), old.get("type"))
    if wide not in (None, narrow) and (narrow, wide) != ("integer", "number"):
        yield pair.says(f"type {old.get('type', 'anything')} became {new.get('type', 'anything')}")


def values(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """Enumerations: callers lose a value they may send, or meet one they do not know."""
    before, now = listed(old), listed(new)
    if pair.is_request and now is not None:
        lost = "all others" if before is None else ", ".join(map(str, (v for v in before if v not in now)))
        verb = "no longer accepted"
    elif not pair.is_request and before is not None:
        lost = "any value" if now is None else ", ".join(map(str, (v for v in now if v not in before)))
        verb = "may now be answered"
    else:
        return
    if lost:
        yield pair.says(f"{lost}: {verb}")


def listed(schema: Node) -> list[Any] | None:
    """The values of enum or const."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def limits(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """Limits of what is accepted may only be relaxed; what is answered may be within others."""
    if not pair.is_request:
        return
    for name in UPPER:
        if name in new and (name not in old or new[name] < old[name]):
            yield pair.says(f"{name} {old.get(name, 'none')} became {new[name]}")
    for name in LOWER:
        if name in new and (name not in old or new[name] > old[name]):
            yield pair.says(f"{name} {old.get(name, 'none')} became {new[name]}")


def fixed(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """Formats and patterns: a new one narrows what is accepted; the format of an answer may not change."""
    for name in FIXED if pair.is_request else ("format",):
        given, wanted = (new, old) if pair.is_request else (old, new)
        if name in given and given[name] != wanted.get(name):
            yield pair.says(f"{name} {old.get(name, 'none')} became {new.get(name, 'none')}")


def properties(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """Removed ones, newly required ones in requests, no longer certain ones in answers, and what changed inside."""
    before, now = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name not in now:
            yield pair.says(f"property {name} removed")
        else:
            yield from pair.schemas(before[name], now[name], f".{name}")
    required, was = set(new.get("required", ())), set(old.get("required", ()))
    if pair.is_request:
        yield from (pair.says(f"property {name} is now required") for name in sorted(required - was))
    else:
        yield from (pair.says(f"property {name} may now be missing") for name in sorted((was - required) & now.keys()))


def inside(pair: Pair, old: Node, new: Node) -> Iterator[str]:
    """Items of lists, and values under free names."""
    if "items" in old and "items" in new:
        yield from pair.schemas(old["items"], new["items"], "[]")
    before, now = old.get("additionalProperties", True), new.get("additionalProperties", True)
    if isinstance(before, dict) and isinstance(now, dict):
        yield from pair.schemas(before, now, ".*")
    elif pair.is_request and before is not False and now is False:
        yield pair.says("other properties are no longer accepted")


RULES: tuple[Callable[[Pair, Node, Node], Iterator[str]], ...] = (types, values, limits, fixed, properties, inside)
