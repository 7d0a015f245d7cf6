"""Webhook endpoints, and the list of what happened."""

import secrets
from fnmatch import fnmatchcase

from stripe_simulator.app.listing import chosen, page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import deliveries
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.objects.deliveries import DELIVERY, ENDPOINT
from stripe_simulator.settings import DAY_S
from stripe_simulator.state import Object
from stripe_simulator.world import World

SWEEP, KEPT_S = "forget_old_events", 30 * DAY_S


def create_endpoint(world: World, params: Object) -> Object:
    """The only answer that shows the secret."""
    secret = f"whsec_{secrets.token_hex(16)}"
    made = deliveries.endpoint(_url(params), params["enabled_events"], secret, world.now)
    made["metadata"] = merged_metadata({}, params.get("metadata"))
    made["description"] = params.get("description") or None
    return deliveries.shown(world.put(made)) | {"secret": secret}


def _url(params: Object) -> str:
    url: str = params["url"]
    if not url.startswith(("http://", "https://")):
        raise InvalidRequest("Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid", "url")
    return url


def retrieve_endpoint(world: World, _: Object, identifier: str) -> Object:
    return deliveries.shown(world.get(ENDPOINT, identifier, "webhook_endpoint"))


def update_endpoint(world: World, params: Object, identifier: str) -> Object:
    row = world.get(ENDPOINT, identifier, "webhook_endpoint")
    changes: Object = {name: params[name] for name in ("enabled_events", "description") if name in params}
    if "url" in params:
        changes["url"] = _url(params)
    if "disabled" in params:
        changes["status"] = "disabled" if params["disabled"] else "enabled"
    changes["metadata"] = merged_metadata(row["metadata"], params.get("metadata"))
    return deliveries.shown(world.put({**row, **changes}))


def list_endpoints(world: World, params: Object) -> Object:
    found = page(world, ENDPOINT, "/v1/webhook_endpoints", params)
    return {**found, "data": [deliveries.shown(row) for row in found["data"]]}


def delete_endpoint(world: World, _: Object, identifier: str) -> Object:
    world.get(ENDPOINT, identifier, "webhook_endpoint")
    world.remove(ENDPOINT, identifier)
    return {"id": identifier, "object": ENDPOINT, "deleted": True}


def sweep(world: World, _: str = "") -> None:
    """Each day: what happened is forgotten after thirty days, as at Stripe; what was sent once nothing comes of it."""
    for kind, kept_s in (("event", KEPT_S), (DELIVERY, deliveries.GIVE_UP_S)):
        for row in list(world.table(kind).oldest_first()):
            if row["created"] < world.now - kept_s:
                world.remove(kind, row["id"])
    world.at(world.now + DAY_S, SWEEP, "account")


def retrieve_event(world: World, _: Object, identifier: str) -> Object:
    return world.get("event", identifier, "event")


def list_events(world: World, params: Object) -> Object:
    """By type (with * for any text), by `types`, and by whether every delivery of them succeeded."""
    if "type" in params and "types" in params:
        raise InvalidRequest("You may only specify one of these parameters: type, types.", param="type")
    kinds = params.get("types") or ([params["type"]] if params.get("type") else ["*"])

    def fits(event: Object) -> bool:
        asked = params.get("delivery_success")
        delivered = asked is None or asked == (event["pending_webhooks"] == 0)
        return delivered and any(fnmatchcase(event["type"], kind) for kind in kinds)

    return chosen(world, "event", "/v1/events", params, fits)
