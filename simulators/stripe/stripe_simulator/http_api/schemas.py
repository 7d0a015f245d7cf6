"""
Parameters held against the SDK's own description of them (`stripe.params`): missing, unknown and mistyped ones are
refused as Stripe refuses them, numbers and truth values are made of text. Choices are checked where they matter.
"""

import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from stripe._request_options import RequestOptions
from typing_extensions import TypedDict

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.http_api.routes import Page, Route
from stripe_simulator.state import Object

_STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
_CONFIG = "__pydantic_config__"
_OPTIONS = frozenset(RequestOptions.__annotations__)


@cache
def adapter(schema: str) -> TypeAdapter[Any]:
    """`PaymentIntentCreateParams`, or `terminal.ReaderCreateParams`, without what is not sent as a parameter."""
    namespace, _, name = schema.rpartition(".")
    described = getattr(import_module(f"stripe.params.{namespace}".rstrip(".")), name)
    for other in vars(sys.modules[described.__module__]).values():
        if isinstance(other, type) and hasattr(other, "__total__"):
            setattr(other, _CONFIG, _STRICT)
    fields = {name: kind for name, kind in described.__annotations__.items() if name not in _OPTIONS}
    strict = TypedDict(name, fields)  # type: ignore[misc]
    strict.__module__ = described.__module__
    setattr(strict, _CONFIG, _STRICT)
    return TypeAdapter(strict)


def prepare(routes: Iterable[Route | Page]) -> None:
    """Make them all, so that no request has to wait for one."""
    for route in routes:
        if isinstance(route, Route) and route.schema:
            adapter(route.schema)


def checked(schema: str, params: Object) -> Object:
    """Raises InvalidRequest about the first parameter that is wrong."""
    if not schema:
        return params
    try:
        return adapter(schema).validate_python(params)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise _refused(error) from None


def _refused(error: ValidationError) -> InvalidRequest:
    problems = error.errors(include_url=False, include_context=False)
    problem = next((one for one in problems if one["type"] == "extra_forbidden"), problems[0])
    name = _named(problem["loc"])
    match problem["type"]:
        case "extra_forbidden" if name == "payment_method_types":
            message = "The payment_method_types parameter is no longer supported: use allowed_payment_method_types."
            return InvalidRequest(message, "payment_method_types_no_longer_supported", name)
        case "extra_forbidden":
            return InvalidRequest(f"Received unknown parameter: {name}", "parameter_unknown", name)
        case "missing":
            return InvalidRequest(f"Missing required param: {name}.", "parameter_missing", name)
        case "int_parsing":
            return InvalidRequest(f"Invalid integer: {problem['input']}", "parameter_invalid_integer", name)
    return InvalidRequest(f"Invalid {name}: {problem['msg']}", None, name)


def _named(location: tuple[int | str, ...]) -> str:
    """`a[b][c]`; the steps that only tell which member of a union was tried are left out."""
    steps = [step for step in location if not re.search(r"[^a-z0-9_]", str(step))]
    return str(steps[0]) + "".join(f"[{step}]" for step in steps[1:]) if steps else ""
