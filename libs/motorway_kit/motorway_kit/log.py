"""Structured logs: one JSON object a line on standard output, with the trace id and whatever is bound (site …)."""

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from motorway_kit.card_numbers import MASK, holds_card_number, is_of_a_card, masked, may_hold
from motorway_kit.sentry import Report
from motorway_kit.tracing import current_trace_id

ERRORS = ("error", "exception", "critical")
SENDERS = ("sentry_sdk", "opentelemetry")
"""Their own troubles are in the log alone."""


def _with_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if trace_id := current_trace_id():
        event["trace_id"] = trace_id
    return event


def _dump(event: Any, default: Any = str, **_: Any) -> str:
    """One line; a card number that somebody let slip into it is masked."""
    line = orjson.dumps(event, default=default)
    if may_hold(line) and holds_card_number(line.decode()):
        line = orjson.dumps(_without_card_numbers(orjson.loads(line)))
    return line.decode()


def _without_card_numbers(value: Any) -> Any:
    match value:
        case str():
            return masked(value)
        case dict():
            return {masked(name): _without_card_numbers(inner) for name, inner in value.items()}
        case list():
            return [_without_card_numbers(inner) for inner in value]
        case int() | float() if is_of_a_card(value):
            return MASK
    return value


def _shared(report: Report | None) -> list[structlog.typing.Processor]:
    def reported(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        if report is not None and method in ERRORS and not str(event.get("logger", "")).startswith(SENDERS):
            report(event)
        return event

    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_trace,
        reported,
        structlog.processors.format_exc_info,
    ]


def configure_logging(service: str, level: str = "info", report: Report | None = None) -> None:
    """Send our own and the libraries' log records to standard output as JSON, errors also to `report`."""
    number, shared = logging.getLevelNamesMapping()[level.upper()], _shared(report)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                lambda _l, _m, event: {"service": service, **event},
                structlog.processors.JSONRenderer(serializer=_dump),
            ],
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(number, logging.INFO), force=True)
    for noisy in ("aiormq", "aio_pika", "uvicorn.access", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def get_logger(name: str) -> FilteringBoundLogger:
    logger: FilteringBoundLogger = structlog.get_logger(name)
    return logger
