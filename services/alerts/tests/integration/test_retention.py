"""What was over long ago is forgotten, and what is open is not."""

from alerts.app import alerts, silences
from alerts.app.forgetting import forget_alerts
from alerts.domain.incident import STORM_ALERTS
from alerts.domain.shelving import Kind, Silence
from motorway_kit.ids import new_id

from .desk import Desk, with_hook
from .desk import at as step
from .life_cycle import ADMIN, SITE, Recorder, at, change, dark
from .receivers import WebServer


async def count(recorder: Recorder, table: str) -> int:
    return int(await recorder.db.fetchval(f"SELECT count(*) FROM {table}"))


async def test_what_was_resolved_long_ago_is_forgotten_with_all_that_was_said_of_it(recorder: Recorder) -> None:
    await recorder(change(0, code="old"))
    await recorder(change(10, code="old", active=False))
    await recorder(change(1_000, code="old"))
    await recorder(change(0, code="standing"))
    await recorder(change(5, code="never", active=False))
    (late,) = await recorder.alerts("state = 'RAISED' AND text = 'old'")
    await forget_alerts(recorder.db, at(10))
    assert await count(recorder, "alert") == 3
    await forget_alerts(recorder.db, at(11))
    assert [row["text"] for row in await recorder.alerts()] == ["standing", "old"]
    assert await recorder.db.fetch("SELECT key FROM condition_change WHERE key LIKE '%never'") == []
    assert await count(recorder, "condition_change") == 2
    assert await count(recorder, "alert_step") == 2
    await recorder(change(1_010, code="old", active=False))
    await recorder(change(20, code="standing", active=False))
    assert {row["state"] for row in await recorder.alerts()} == {"RESOLVED"}
    assert (await recorder.alerts("text = 'old'"))[0]["alert_id"] == late["alert_id"]


async def test_an_incident_is_forgotten_after_its_alerts_and_not_while_one_is_open(recorder: Recorder) -> None:
    codes = [f"c{i}" for i in range(STORM_ALERTS + 1)]
    await recorder(*(change(0, code=code) for code in codes))
    await recorder(dark(1_000, active=True))
    (storm,) = await recorder.alerts("rule = 'alert_storm'")
    await recorder(*(change(400, code=code, active=False) for code in codes[1:]))
    await recorder.sweep(401)
    await forget_alerts(recorder.db, at(10_000))
    assert [row["text"] for row in await recorder.alerts("rule = 'device_alarm'")] == ["c0"]
    assert len(await recorder.incidents()) == 1
    await recorder(change(500, code="c0", active=False))
    await recorder.sweep(501)
    await alerts.resolve_alert(recorder.db, ADMIN, str(storm["alert_id"]), at(502))
    await recorder.sweep(503)
    await forget_alerts(recorder.db, at(10_000))
    assert [row["rule"] for row in await recorder.alerts()] == ["controller_offline"]
    assert [await count(recorder, table) for table in ("incident", "condition_change")] == [0, 1]


async def test_a_silence_is_kept_as_long_as_an_alert_names_it(recorder: Recorder) -> None:
    for until in (60, 600):
        named = Silence(new_id(), Kind.SILENCE, (SITE,), "", "", False, "known", at(0), at(until), at(0), "ann")  # noqa: FBT003
        await silences.create_silence(recorder.db, ADMIN, named, "", b"")
    await recorder(change(1))
    await recorder.sweep(61)
    await recorder(change(62, active=False))
    await recorder.sweep(601)
    await forget_alerts(recorder.db, at(62))
    assert await count(recorder, "silence") == 1
    await forget_alerts(recorder.db, at(700))
    assert [await count(recorder, table) for table in ("silence", "alert")] == [0, 0]


async def test_policies_and_notifications_of_an_alert_go_with_it(desk: Desk, hook: WebServer) -> None:
    await with_hook(desk, hook)
    await desk.put(policy={"id": "later", "steps": [step(60, "CHANNEL", "hook")]})
    await desk.change(active=True)
    await desk.go()
    desk.clock.forward(seconds=30)
    await desk.change(active=False)
    await desk.go()
    kept = await desk.change(active=True, key="tank_low:tank/2")
    await desk.go()
    await forget_alerts(desk.parts.db, desk.clock.now.replace(year=2100))
    for table in ("alert", "alert_step", "escalation", "notification"):
        rows = await desk.parts.db.fetch(f"SELECT DISTINCT alert_id::text AS id FROM {table}")
        assert [row["id"] for row in rows] == [kept], table
