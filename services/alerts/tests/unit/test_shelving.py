"""Which alerts a silence covers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alerts.domain.conditions import Alert, Condition, Severity, State, Suppression
from alerts.domain.incident import STORM_RULE
from alerts.domain.shelving import Kind, Silence, checked, considered
from motorway_kit.errors import InvalidInput

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALERT = Alert("a", Condition("k", "m25-cobham", "tank_low", "tank/1"), Severity.WARNING, State.RAISED, "low", NOW, 1)
SILENCE = Silence("s", Kind.SILENCE, ("m25-cobham",), "", "", critical=False, reason="known", starts_at=NOW,
                  ends_at=NOW + HOUR, created_at=NOW, created_by="ann")  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "severity", "covers"),
    [
        ({}, Severity.WARNING, True),
        ({}, Severity.CRITICAL, False),
        ({"critical": True}, Severity.CRITICAL, True),
        ({"sites": ()}, Severity.INFO, True),
        ({"sites": ("a1-baldock",)}, Severity.WARNING, False),
        ({"device": "tank"}, Severity.WARNING, True),
        ({"device": "tank/1"}, Severity.WARNING, True),
        ({"device": "tank/2"}, Severity.WARNING, False),
        ({"device": "pump"}, Severity.WARNING, False),
        ({"rule": "tank_low"}, Severity.WARNING, True),
        ({"rule": "tank_high"}, Severity.WARNING, False),
    ],
)
def test_a_silence_covers_what_it_names(fields: dict[str, object], severity: Severity, covers: bool) -> None:
    silence = replace(SILENCE, **fields)  # type: ignore[arg-type]
    assert silence.covers(replace(ALERT, severity=severity)) is covers


@pytest.mark.parametrize(("fields", "covers"), [({}, True), ({"rule": STORM_RULE}, False), ({"device": "site"}, False)])
def test_only_what_silences_the_whole_site_silences_the_alert_of_a_storm(fields: dict[str, str], covers: bool) -> None:
    storm = replace(ALERT, condition=Condition("k", "m25-cobham", STORM_RULE, "site"))
    assert replace(SILENCE, **fields).covers(storm) is covers  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        checked(replace(SILENCE, rule=STORM_RULE))


@pytest.mark.parametrize(("after", "in_force"), [(-1, False), (0, True), (3_599, True), (3_600, False)])
def test_a_silence_is_in_force_from_its_beginning_to_before_its_end(after: int, in_force: bool) -> None:
    assert SILENCE.in_force(NOW + timedelta(seconds=after)) is in_force
    assert not replace(SILENCE, cancelled_at=NOW).in_force(NOW + timedelta(seconds=after))


def test_of_several_the_maintenance_window_is_named_then_the_longest() -> None:
    longer = replace(SILENCE, silence_id="longer", ends_at=NOW + 2 * HOUR)
    window = replace(SILENCE, silence_id="window", kind=Kind.MAINTENANCE)
    assert considered(ALERT, [SILENCE, longer]).silence_id == "longer"
    assert considered(ALERT, [SILENCE, longer, window]).suppression is Suppression.OUT_OF_SERVICE


def test_what_no_silence_covers_any_more_is_its_incident_s_again() -> None:
    shelved = replace(ALERT, silence_id="s", suppression=Suppression.SHELVED)
    assert considered(shelved, []) == ALERT
    grouped = replace(shelved, incident_id="i")
    assert considered(grouped, []).suppression is Suppression.INCIDENT
    assert considered(grouped, [], is_head=True).suppression is Suppression.NONE
    assert considered(ALERT, []) is ALERT
