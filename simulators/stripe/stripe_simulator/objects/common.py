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


_CHOSEN_OTHERWISE = ("automatic_payment_methods", "excluded_payment_method_types", "payment_method_configuration")


def types_of(params: Object) -> list[str]:
    """The types of payment methods that an intent takes. Raises InvalidRequest when they are chosen in two ways."""
    allowed: list[str] | None = params.get("allowed_payment_method_types")
    both = [name for name in _CHOSEN_OTHERWISE if allowed and params.get(name)]
    if both:
        message = f"You may only specify one of these parameters: allowed_payment_method_types, {both[0]}."
        raise InvalidRequest(message, None, "allowed_payment_method_types")
    return allowed or ["card"]


def is_set(value: object) -> bool:
    """A truth value as given, or as the text that a form makes of it."""
    return value not in (None, False, "", "false")
