"""Errors to Sentry where a DSN is set: what failed, and where in the code, and nothing of what it failed on."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Report = Callable[[Mapping[str, Any]], None]
"""Given a log record of an error."""
KEPT = ("site", "method", "type", "kind", "event_id", "request_id", "trace_id")
DROPPED = ("request", "user", "breadcrumbs", "extra", "modules", "server_name")
LONGEST = 300
SCRUBBED = "…"
_QUOTED = re.compile(r"""(['"`]).*?\1""")
_ADDRESS = re.compile(r"\S+@\S+")
_NAMED = re.compile(r"(?i)\b(pin|passw\w*|secret|\w*token|\w*key|cookie|authorization|bearer|input_value)\b[=:\s]+\S+")
_OPAQUE = re.compile(r"[A-Za-z0-9_+=-]{24,}|\d{4,}|\d(?:[ -]?\d){11,}")


def configure_sentry(service: str, dsn: str) -> Report | None:
    """What log records of errors are handed to; None without a DSN. SENTRY_ENVIRONMENT and SENTRY_RELEASE say more."""
    if not dsn:
        return None
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration

    sentry_sdk.init(
        dsn,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[AtexitIntegration(lambda _pending, _timeout: None), DedupeIntegration(), ExcepthookIntegration()],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=scrubbed,
    )
    sentry_sdk.set_tag("service", service)
    return _report


def _report(record: Mapping[str, Any]) -> None:
    import sentry_sdk

    with sentry_sdk.new_scope() as scope:
        for name in KEPT:
            if value := record.get(name):
                scope.set_tag(name, str(value))
        if error := record.get("exc_info"):
            scope.capture_exception(None if error is True else error)
        else:
            scope.capture_message(str(record.get("event", "")), "error")


def scrubbed(event: Any, _hint: Any) -> Any:
    """The event without what came from outside: values, texts in quotes, numbers, names and secrets."""
    for name in DROPPED:
        event.pop(name, None)
    if "message" in event:
        event["message"] = scrub(event["message"])
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = scrub(error.get("value") or "")
        for frame in (error.get("stacktrace") or {}).get("frames", ()):
            frame.pop("vars", None)
    return event


def scrub(text: str) -> str:
    """The first line, without what may be a value."""
    text = text.partition("\n")[0]
    for pattern in (_QUOTED, _ADDRESS, _NAMED, _OPAQUE):
        text = pattern.sub(SCRUBBED, text)
    return text[:LONGEST]
