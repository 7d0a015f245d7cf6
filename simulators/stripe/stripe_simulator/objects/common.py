"""What all objects share."""

from typing import Any

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
