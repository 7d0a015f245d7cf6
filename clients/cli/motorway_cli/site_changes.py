"""What differs between two configurations of a site."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KEYS = ("grade_id", "number")
"""What tells the things of a list apart."""


class Missing:
    """Stands for what is not there."""


MISSING = Missing()


@dataclass(frozen=True)
class Change:
    """`path` names things by their number or id: `pumps[3].nozzles[2].tank`."""

    path: str
    before: Any
    after: Any

    @property
    def sign(self) -> str:
        if self.before is MISSING:
            return "+"
        return "-" if self.after is MISSING else "~"

    def __str__(self) -> str:
        shown = " → ".join(_shown(value) for value in (self.before, self.after) if value is not MISSING)
        return f"{self.path}: {shown}"


def changes(before: Any, after: Any, path: str = "") -> Iterator[Change]:
    """In the order of the later one; the order of things in lists does not count."""
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_names(before, after, lambda name: f"{path}.{name}" if path else name)
    elif _is_keyed(before) and _is_keyed(after):
        yield from _of_names(_by_key(before), _by_key(after), lambda key: f"{path}[{key}]")
    elif before != after:
        yield Change(path, before, after)


def _of_names(before: dict[str, Any], after: dict[str, Any], path_of: Any) -> Iterator[Change]:
    for name in [*after, *(name for name in before if name not in after)]:
        yield from changes(before.get(name, MISSING), after.get(name, MISSING), path_of(name))


def _is_keyed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) and _key(item) is not None for item in value)


def _by_key(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {str(_key(item)): item for item in items}


def _key(item: dict[str, Any]) -> Any:
    """A pump, tank or nozzle has a number, and else a grade."""
    return next((item[name] for name in reversed(KEYS) if name in item), None)


def _shown(value: Any) -> str:
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)
