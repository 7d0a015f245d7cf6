"""What all objects share."""

from collections.abc import Collection
from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.state import Object


def merged_metadata(old: Object, given: Any) -> Object:
    """Given keys are set, empty ones removed; an empty text removes all."""
    if given is None:
        return old
    if given == "":
        return {}
    both = {**old, **given}
    return {name: value for name, value in both.items() if value != ""}


def before(old: Object, new: Object) -> Object:
    """The attributes that differ, with their old values: `previous_attributes` of an event."""
    return {name: value for name, value in old.items() if new.get(name) != value}


def one_of(params: Object, name: str, choices: Collection[str]) -> str | None:
    """What is given, if it is. Raises InvalidRequest for what is no choice."""
    value: str | None = params.get(name) or None
    if value is not None and value not in choices:
        raise InvalidRequest(f"Invalid {name}: must be one of {', '.join(choices)}", None, name)
    return value


def is_set(value: object) -> bool:
    """A truth value as given, or as the text that a form makes of it."""
    return value not in (None, False, "", "false")
