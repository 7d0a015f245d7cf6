"""Webhook endpoints, and what is to be delivered to them.

Stripe does not publish its intervals, only that it tries for three days with growing pauses; those here are ours.
"""

from stripe_simulator.ids import new_id
from stripe_simulator.state import Object

ENDPOINT, DELIVERY = "webhook_endpoint", "_delivery"
PENDING, SUCCEEDED, FAILED = "pending", "succeeded", "failed"
PAUSES_S = (60, 300, 1_800, 7_200, 18_000, 36_000, 43_200)
GIVE_UP_S = 3 * 86_400


def endpoint(url: str, enabled_events: list[str], secret: str, now: int) -> Object:
    """With its secrets, which only the first answer shows (`shown`)."""
    return {
        "id": new_id("we"),
        "object": ENDPOINT,
        "api_version": None,
        "application": None,
        "created": now,
        "description": None,
        "enabled_events": enabled_events,
        "livemode": False,
        "metadata": {},
        "status": "enabled",
        "url": url,
        "_secrets": [secret],
    }


def shown(row: Object) -> Object:
    """As the API tells it."""
    return {name: value for name, value in row.items() if not name.startswith("_")}


def wants(row: Object, event_type: str) -> bool:
    return row["status"] == "enabled" and bool({"*", event_type} & set(row["enabled_events"]))


def delivery(event: Object, to: Object) -> Object:
    """Due at once."""
    return {
        "id": f"{event['id']}:{to['id']}",
        "object": DELIVERY,
        "event": event["id"],
        "endpoint": to["id"],
        "status": PENDING,
        "attempts": 0,
        "created": event["created"],
        "due": event["created"],
        "give_up_at": event["created"] + GIVE_UP_S,
        "last_answer": "",
    }


def tried(row: Object, answer: str, now: float, *, succeeded: bool) -> Object:
    """After an attempt: done, due again after a longer pause, or given up."""
    attempts = row["attempts"] + 1
    after = {**row, "attempts": attempts, "last_answer": answer}
    if succeeded:
        return {**after, "status": SUCCEEDED}
    due = now + PAUSES_S[min(attempts, len(PAUSES_S)) - 1]
    return {**after, "due": due, "status": FAILED if due > row["give_up_at"] else PENDING}
