"""Terminal: locations, readers and what a reader is doing (https://docs.stripe.com/api/terminal)."""

from typing import Any

from stripe_simulator.ids import new_id
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

LOCATION, READER = "terminal.location", "terminal.reader"
IN_PROGRESS, SUCCEEDED, FAILED = "in_progress", "succeeded", "failed"
DEVICES = {
    "simulated-wpe": "simulated_wisepos_e",
    "simulated-s700": "simulated_stripe_s700",
    "simulated-s710": "simulated_stripe_s710",
}
"""Registration codes of simulated readers; each use makes another reader."""
_ADDRESS = ("city", "country", "line1", "line2", "postal_code", "state")


def location(params: Object) -> Object:
    return {
        "id": new_id("tml", 14),
        "object": LOCATION,
        "address": {name: params.get("address", {}).get(name) for name in _ADDRESS},
        "display_name": params["display_name"],
        "livemode": False,
        "metadata": merged_metadata({}, params.get("metadata")),
        "phone": params.get("phone"),
    }


def relocated(row: Object, params: Object) -> Object:
    """A location with what was given in the place of what was there."""
    address = {**row["address"], **params.get("address", {})}
    given: Object = {name: params[name] for name in ("display_name", "phone") if name in params}
    return {**row, **given, "address": address, "metadata": merged_metadata(row["metadata"], params.get("metadata"))}


def reader(params: Object, at: str | None, now: int) -> Object:
    """A simulated one; `params` hold a known registration code."""
    identifier = new_id("tmr", 14)
    return {
        "id": identifier,
        "object": READER,
        "action": None,
        "device_sw_version": "simulated",
        "device_type": DEVICES[params["registration_code"]],
        "ip_address": "127.0.0.1",
        "label": params.get("label") or params["registration_code"],
        "last_seen_at": now * 1000,
        "livemode": False,
        "location": at,
        "metadata": merged_metadata({}, params.get("metadata")),
        "serial_number": f"SIM-{identifier[4:14].upper()}",
        "status": "online",
    }


def relabelled(row: Object, params: Object) -> Object:
    label = {"label": params["label"]} if params.get("label") else {}
    return {**row, **label, "metadata": merged_metadata(row["metadata"], params.get("metadata"))}


def asking(row: Object, kind: str, content: Object) -> Object:
    """The reader asks its customer; kind is `process_payment_intent` or `process_setup_intent`."""
    action = {"api_error": None, "failure_code": None, "failure_message": None, "status": IN_PROGRESS, "type": kind}
    return {**row, "action": {**action, kind: content}}


def succeeded(row: Object, **content: Any) -> Object:
    """`content` is added to what the action was about."""
    action = row["action"]
    kind = action["type"]
    return {**row, "action": {**action, "status": SUCCEEDED, kind: {**action[kind], **content}}}


def failed(row: Object, code: str, message: str, api_error: Object | None = None) -> Object:
    action = {**row["action"], "status": FAILED, "failure_code": code, "failure_message": message}
    return {**row, "action": {**action, "api_error": api_error}}


def idle(row: Object) -> Object:
    return {**row, "action": None}


def is_asking(row: Object) -> bool:
    return row["action"] is not None and row["action"]["status"] == IN_PROGRESS


def subject(row: Object) -> tuple[str, str]:
    """What a reader asks for: `payment_intent` or `setup_intent`, and its id."""
    action = row["action"]
    kind = action["type"].removeprefix("process_")
    return kind, action[action["type"]][kind]
