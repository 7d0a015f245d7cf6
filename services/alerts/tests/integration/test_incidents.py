"""A site that goes dark, and a storm of alerts, call for somebody once."""

from alerts.app import alerts, incidents
from alerts.domain.conditions import Severity
from alerts.domain.incident import STORM_ALERTS

from .life_cycle import ADMIN, Recorder, at, change, dark

PUMPS = [f"pump/{number}" for number in range(1, 13)]


async def test_a_dark_site_is_one_call_and_what_is_not_over_when_it_is_back_calls_by_itself(
    recorder: Recorder,
) -> None:
    """Pumps seem offline shortly before and after; a debt has nothing to do with it."""
    await recorder(change(0, code="before", device="pump/1"))
    await recorder(dark(30))
    await recorder(
        *(change(31, code="offline", device=pump) for pump in PUMPS), change(32, code="debt", device="sale/7")
    )
    assert await recorder.calls() == ["RAISED before", "RAISED ", "RAISED debt"]
    (incident,) = await recorder.incidents()
    assert (incident["kind"], incident["alerts"], incident["gathering"]) == ("SITE_DARK", 13, True)
    (head,) = await recorder.alerts("rule = 'controller_offline'")
    assert (head["alert_id"], head["incident_id"]) == (incident["head_alert_id"], incident["incident_id"])
    assert (head["suppression"], {row["suppression"] for row in await recorder.alerts("device LIKE 'pump/%'")}) == (
        "",
        {"INCIDENT"},
    )
    ends = [change(101, code="offline", device=pump, active=False) for pump in PUMPS[1:]]
    await recorder(dark(100, active=False), *ends)
    await recorder.sweep(219)
    assert len(await recorder.calls()) == 3
    await recorder.sweep(220)
    assert sorted((await recorder.calls())[3:]) == ["RELEASED before", "RELEASED offline"]
    (incident,) = await recorder.incidents()
    assert (incident["closed_at"], incident["gathering"]) == (at(220), False)


async def test_a_storm_is_one_incident_whose_head_is_as_grave_as_the_gravest(recorder: Recorder) -> None:
    for i in range(STORM_ALERTS):
        await recorder(change(i, code=f"c{i}"))
    assert (len(await recorder.calls()), await recorder.incidents()) == (STORM_ALERTS, [])
    await recorder(*(change(30, code=f"d{i}") for i in range(500)))
    await recorder(*(change(31, code=f"e{i}", severity=Severity.CRITICAL) for i in range(500)))
    (incident,) = await recorder.incidents()
    assert (incident["kind"], incident["alerts"]) == ("STORM", STORM_ALERTS + 1_000)
    (head,) = await recorder.alerts("rule = 'alert_storm'")
    assert head["severity"] == "CRITICAL"
    assert [call.split()[0] for call in (await recorder.calls())[STORM_ALERTS:]] == ["RAISED", "ESCALATED"]
    done = await incidents.acknowledge_incident(recorder.db, ADMIN, str(incident["incident_id"]), at(60))
    assert done.acknowledged == STORM_ALERTS + 1_001
    assert {row["acknowledged_by"] for row in await recorder.alerts()} == {"ann"}
    again = await incidents.acknowledge_incident(recorder.db, ADMIN, str(incident["incident_id"]), at(61))
    assert again.acknowledged == 0


async def test_a_storm_is_over_when_it_was_calm_and_its_alerts_are(recorder: Recorder) -> None:
    codes = [f"c{i}" for i in range(STORM_ALERTS + 1)]
    await recorder(*(change(0, code=code) for code in codes))
    await recorder.sweep(299)
    assert (await recorder.incidents())[0]["gathering"]
    await recorder.sweep(300)
    assert not (await recorder.incidents())[0]["gathering"]
    await recorder(change(301, code="later"))
    assert (await recorder.calls())[-1] == "RAISED later"
    await recorder(*(change(302, code=code, active=False) for code in codes))
    await recorder.sweep(303)
    (incident,) = await recorder.incidents()
    (head,) = await recorder.alerts("rule = 'alert_storm'")
    assert (incident["closed_at"], head["state"]) == (at(303), "RESOLVED")
    assert await recorder.journal(head["alert_id"]) == ["RAISED", "RESOLVED"]


async def test_a_site_that_comes_back_with_much_wrong_is_a_storm(recorder: Recorder) -> None:
    await recorder(dark(0))
    await recorder(*(change(1, code=f"c{i}") for i in range(STORM_ALERTS + 1)))
    await recorder(dark(10, active=False))
    await recorder.sweep(130)
    before, after = await recorder.incidents()
    assert (before["closed_at"], after["kind"], after["closed_at"]) == (at(130), "STORM", None)
    assert {row["incident_id"] for row in await recorder.alerts("state <> 'RESOLVED'")} == {after["incident_id"]}
    assert [call.split()[0] for call in await recorder.calls()] == ["RAISED", "RAISED"]


async def test_a_storm_that_somebody_resolves_is_closed_and_forgets_none_of_its_alerts(recorder: Recorder) -> None:
    """It is a storm again while those that nobody acknowledged are too many, then each stands for itself."""
    await recorder(*(change(0, code=f"c{i}") for i in range(STORM_ALERTS + 1)))
    (head,) = await recorder.alerts("rule = 'alert_storm'")
    await alerts.resolve_alert(recorder.db, ADMIN, str(head["alert_id"]), at(5))
    await recorder(change(6, code="later"))
    await recorder.sweep(7)
    assert (await recorder.calls())[-2:] == [
        "RAISED later",
        f"RAISED The storm was resolved, but {STORM_ALERTS + 1} of its alerts are not over",
    ]
    (member,) = await recorder.alerts("text = 'c0'")
    await alerts.acknowledge_alert(recorder.db, ADMIN, str(member["alert_id"]), at(8))
    (head,) = await recorder.alerts("rule = 'alert_storm' AND state <> 'RESOLVED'")
    await alerts.resolve_alert(recorder.db, ADMIN, str(head["alert_id"]), at(9))
    before = len(await recorder.calls())
    await recorder.sweep(10)
    assert [one["closed_at"] for one in await recorder.incidents()] == [at(7), at(10)]
    assert await recorder.alerts("suppression = 'INCIDENT' AND state <> 'RESOLVED'") == []
    assert {call.split()[0] for call in (await recorder.calls())[before:]} == {"RELEASED"}


async def test_an_alert_of_an_incident_that_becomes_graver_calls_through_the_head(recorder: Recorder) -> None:
    await recorder(*(change(0, code=f"c{i}") for i in range(STORM_ALERTS + 1)))
    (head,) = await recorder.alerts("rule = 'alert_storm'")
    await alerts.acknowledge_alert(recorder.db, ADMIN, str(head["alert_id"]), at(1))
    await recorder(change(2, code="c0", severity=Severity.CRITICAL))
    (head,) = await recorder.alerts("rule = 'alert_storm'")
    assert (head["severity"], head["state"]) == ("CRITICAL", "RAISED")
    assert (await recorder.calls())[-1].split()[0] == "ESCALATED"


async def test_what_does_not_hang_on_the_controller_of_a_dark_site_is_a_storm_of_its_own(recorder: Recorder) -> None:
    """Unpaid sales while the line is out: the twenty-first makes one call of them; the dark site keeps its pumps."""
    sales = [change(20 + i, code=f"s{i}", device=f"sale/{i}") for i in range(STORM_ALERTS + 5)]
    await recorder(dark(0))
    await recorder(change(1, code="offline", device="pump/1"))
    for one in sales:
        await recorder(one)
    await recorder(change(50, code="another", device="pump/2"), change(50, code="sale", device="sale/99"))
    dark_site, storm = await recorder.incidents()
    assert [(one["kind"], one["alerts"]) for one in (dark_site, storm)] == [("SITE_DARK", 2), ("STORM", 26)]
    calls = await recorder.calls()
    assert len(calls) == 1 + STORM_ALERTS + 1
    assert calls[-1].startswith("RAISED 21 alerts within 60 s")
    await recorder(dark(60, active=False))
    await recorder.sweep(180)
    await recorder(change(181, code="later", device="pump/3"))
    assert [(one["gathering"], one["closed_at"]) for one in await recorder.incidents()] == [
        (False, at(180)),
        (True, None),
    ]
    assert (await recorder.calls())[len(calls) :] == ["RELEASED offline", "RELEASED another"]


async def test_a_site_that_goes_dark_among_much_else_is_two_incidents_at_once(recorder: Recorder) -> None:
    pumps = [change(1, code="offline", device=pump) for pump in PUMPS]
    await recorder(dark(1), *pumps, *(change(1, code=f"s{i}", device=f"sale/{i}") for i in range(STORM_ALERTS + 1)))
    assert [(one["kind"], one["alerts"]) for one in await recorder.incidents()] == [("SITE_DARK", 12), ("STORM", 21)]
    assert len(await recorder.calls()) == 2


async def test_an_alert_of_a_storm_stands_for_no_others(recorder: Recorder) -> None:
    await recorder(*(change(0, code=f"c{i}") for i in range(STORM_ALERTS + 1)))
    await recorder(dark(1))
    await recorder.sweep(301)
    await recorder(change(302, code="later", device="pump/1"))
    assert (await recorder.calls())[-1] == "RAISED later"
    assert [one["kind"] for one in await recorder.incidents()] == ["STORM"]
