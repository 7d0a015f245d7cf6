"""Texts of alerts: names in braces give way to what is known."""

import re
from collections.abc import Iterator, Mapping

PLACE = re.compile(r"\{([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)(?::\.([0-6])f)?\}")
"""`{value}`, `{value:.1f}`, `{tank.grade}`."""
MAX_FIELD = 500


def render(template: str, known: Mapping[str, object]) -> str:
    """The template with what is known; what is not is a question mark."""
    return PLACE.sub(lambda place: _text(_find(place[1], known), place[2]), template)


def names_in(template: str) -> Iterator[str]:
    """Raises ValueError for braces that are no name."""
    rest = PLACE.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError("braces hold a name, like {value} or {value:.1f}")
    return (place[1] for place in PLACE.finditer(template))


def is_known(name: str, known: Mapping[str, object]) -> bool:
    return _find(name, known) is not None


def _find(name: str, known: Mapping[str, object]) -> object:
    first, _, second = name.partition(".")
    found = known.get(first)
    return found.get(second) if second and isinstance(found, Mapping) else None if second else found


def _text(value: object, digits: str | None) -> str:
    if value is None:
        return "?"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)[:MAX_FIELD]
    if digits is not None:
        return f"{value:.{digits}f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
