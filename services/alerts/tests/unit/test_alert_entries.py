"""What screens are told of alerts and incidents."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from alerts.alert_entries import outbox_entry
from alerts.domain.conditions import Alert, Condition, Severity, State, Suppression
from alerts.domain.incident import Incident, Kind
from alerts.domain.journal import What
from alerts.events import alert_event, incident_event
from google.protobuf.message import Message
from motorway_kit.ids import new_id
from motorway_kit.messaging import OutboundEvent

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ALERT = Alert("a", Condition("k", "m25-cobham", "tank_low", "tank/1"), Severity.WARNING, State.RAISED, "low", NOW, 1)
INCIDENT = Incident("i", "m25-cobham", Kind.STORM, "a", NOW, NOW, alerts=21, version=1)


def told(event: Message) -> tuple[str, dict[str, object]]:
    entry = outbox_entry(OutboundEvent(new_id(), event.DESCRIPTOR.full_name, "m25-cobham", event.SerializeToString()))
    assert (entry.site, entry.key) == ("m25-cobham", "")
    return entry.type, orjson.loads(entry.data)


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (What.RAISED, "alert.raised"),
        (What.ACKNOWLEDGED, "alert.acknowledged"),
        (What.RESOLVED, "alert.resolved"),
        *((what, "alert.updated") for what in What if what not in (What.RAISED, What.ACKNOWLEDGED, What.RESOLVED)),
    ],
)
def test_each_step_of_an_alert_is_told_as_what_it_is(step: What, kind: str) -> None:
    assert told(alert_event(ALERT, step))[0] == kind


def test_an_alert_is_told_as_rest_shows_it() -> None:
    grouped = replace(ALERT, incident_id="i", suppression=Suppression.INCIDENT, cleared_at=NOW, chattering=True)
    _, data = told(alert_event(grouped, What.RAISED))
    assert (data["suppression"], data["incident_id"], data["silence_id"]) == ("INCIDENT", "i", None)
    assert (data["cleared_at"], data["resolved_at"]) == ("2026-11-01T12:00:00.000Z", None)
    assert (data["chattering"], data["occurrences"], data["state"]) == (True, 1, "RAISED")


def test_an_incident_is_told_with_its_head() -> None:
    kinds = [INCIDENT, replace(INCIDENT, version=2), replace(INCIDENT, version=3, closed_at=NOW + timedelta(hours=1))]
    entries = [told(incident_event(one, ALERT)) for one in kinds]
    assert [kind for kind, _ in entries] == ["incident.opened", "incident.updated", "incident.closed"]
    first = entries[0][1]
    assert (first["kind"], first["alerts"], first["closed_at"]) == ("STORM", 21, None)
    assert isinstance(first["head"], dict)
    assert first["head"]["alert_id"] == "a"
