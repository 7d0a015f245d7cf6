"""What people do with alerts, through the gRPC door: notes, an assignee, and the journal of it all."""

from collections.abc import Sequence

import pytest
from motorway.alerts.v1 import alerts_pb2
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput

from .stand import SITE, Stand, alarm, bundle


@pytest.fixture
def looking() -> Sequence[str]:
    return ("console_leak", "device_alarm")


async def test_the_journal_says_who_did_what(stand: Stand, keys: CallerKeys) -> None:
    await stand.publish(bundle(alarm(1)))
    alert_id = (await stand.live_reaches(1, "alert.raised"))[0]["alert_id"]
    note = alerts_pb2.AddAlertNoteRequest(alert_id=alert_id, note="on my way", idempotency_key="1")
    with calling(keys, Role.TECHNICIAN, sites=[SITE]) as technician:
        assigning = alerts_pb2.AssignAlertRequest(alert_id=alert_id, assignee="ann")
        assigned = await stand.api.call("AssignAlert", assigning)
        assert (await stand.api.call("AssignAlert", assigning)).alert == assigned.alert
        assert (assigned.previous.assignee, assigned.alert.assignee, assigned.alert.version) == ("", "ann", 2)
        await stand.api.call("AddAlertNote", note)
        await stand.api.call("AddAlertNote", note)
    note.note = "another"
    with pytest.raises(Conflict):
        await stand.api.call("AddAlertNote", note)
    with pytest.raises(InvalidInput):
        await stand.api.call("AddAlertNote", alerts_pb2.AddAlertNoteRequest(alert_id=alert_id, note=" "))
    await stand.api.call("AcknowledgeAlert", alerts_pb2.AcknowledgeAlertRequest(alert_id=alert_id))
    answer = await stand.api.call("ListAlertSteps", alerts_pb2.ListAlertStepsRequest(alert_id=alert_id))
    assert [(step.what, step.actor, step.note, step.version) for step in answer.steps] == [
        ("RAISED", "", "", 1),
        ("ASSIGNED", technician.name, "", 2),
        ("NOTED", technician.name, "on my way", 3),
        ("ACKNOWLEDGED", answer.steps[-1].actor, "", 4),
    ]
    detail = await stand.api.call("GetAlert", alerts_pb2.GetAlertRequest(alert_id=alert_id))
    assert detail.alert.rule == "console_leak"
    assert detail.rule_name
    assert detail.response
    updates = await stand.live_reaches(2, "alert.updated")
    assert [(entry["version"], entry["assignee"]) for entry in updates] == [(2, "ann"), (3, "ann")]
    mine = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(assignee="ann", text="LEAK"))
    assert [alert.alert_id for alert in mine.alerts] == [alert_id]
    critical = alerts_pb2.ListAlertsRequest(
        severities=[alerts_pb2.ALERT_SEVERITY_INFO], suppressed=False, grouped=False
    )
    assert not (await stand.api.call("ListAlerts", critical)).alerts
