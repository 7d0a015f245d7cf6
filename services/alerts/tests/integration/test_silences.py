"""Silences and maintenance windows: nobody is called, until they end."""

import pytest
from alerts.app import silences, statistics
from alerts.app.alerts import IdempotencyKeyReused, acknowledge_alert
from alerts.db.silences import set_done
from alerts.domain.conditions import Severity
from alerts.domain.shelving import Kind, Silence, SilenceOver
from motorway_access.caller import EVERYTHING
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id

from .life_cycle import ADMIN, SITE, Recorder, at, change, dark


def silence(second: float, until: float, **fields: object) -> Silence:
    usual = Silence(new_id(), Kind.SILENCE, (SITE,), "", "", False, "known", at(second), at(until), at(second), "ann")  # noqa: FBT003
    return Silence(**{name: fields.get(name, getattr(usual, name)) for name in usual.__dataclass_fields__})  # type: ignore[arg-type]


async def create(recorder: Recorder, one: Silence, key: str = "", asked: bytes = b"") -> Silence:
    return await silences.create_silence(recorder.db, ADMIN, one, key, asked)


async def test_what_a_silence_covers_calls_for_nobody_until_it_ends(recorder: Recorder) -> None:
    """What is open when it begins, what is raised under it; but not what is critical, or became it."""
    await recorder(change(0, code="open"))
    await create(recorder, silence(10, 1_000, device="tank"))
    await recorder.sweep(11)
    await recorder(
        change(12, code="new"), change(12, code="other", device="pump/1"), change(12, code="graver"),
        change(12, code="grave", severity=Severity.CRITICAL),
    )  # fmt: skip
    await recorder(change(13, code="graver", severity=Severity.CRITICAL))
    calls = ["RAISED open", "RAISED other", "RAISED grave", "RELEASED graver"]
    assert await recorder.calls() == calls
    assert [row["text"] for row in await recorder.alerts("suppression = 'SHELVED'")] == ["open", "new"]
    await recorder.sweep(999)
    assert await recorder.calls() == calls
    await recorder.sweep(1_000)
    assert sorted((await recorder.calls())[len(calls) :]) == ["RELEASED new", "RELEASED open"]
    assert await recorder.alerts("silence_id IS NOT NULL") == []


async def test_a_cancelled_maintenance_window_gives_its_alerts_back(recorder: Recorder) -> None:
    one = await create(recorder, silence(0, 3_600, kind=Kind.MAINTENANCE, sites=()))
    (alert,) = await recorder(change(5))
    assert alert.suppression == "OUT_OF_SERVICE"
    found = await statistics.get_statistics(recorder.db, EVERYTHING, at(0), at(60), at(60))
    assert found.total.raised == 0
    cancelled, before = await silences.cancel_silence(recorder.db, ADMIN, one.silence_id, at(10))
    assert (cancelled.cancelled_by, before.cancelled_at) == ("ann", None)
    assert (await silences.cancel_silence(recorder.db, ADMIN, one.silence_id, at(11)))[0] == cancelled
    await recorder.sweep(12)
    assert await recorder.calls() == ["RELEASED leak"]
    assert await recorder.journal(alert.alert_id) == ["RAISED", "RELEASED"]


async def test_a_silence_is_made_once_and_only_a_sensible_one(recorder: Recorder) -> None:
    first = await create(recorder, silence(0, 60), "key", b"1")
    assert await create(recorder, silence(1, 60), "key", b"1") == first
    with pytest.raises(IdempotencyKeyReused):
        await create(recorder, silence(0, 90), "key", b"2")
    for wrong in (silence(60, 60), silence(0, 8 * 86_400), silence(0, 60, reason=" ")):
        with pytest.raises(InvalidInput):
            await create(recorder, wrong)
    with pytest.raises(SilenceOver):
        await silences.cancel_silence(recorder.db, ADMIN, first.silence_id, at(60))


async def test_how_alerts_were_looked_after_is_counted(recorder: Recorder) -> None:
    """One cleared by itself at once, one stands, one was acknowledged."""
    await recorder(change(0, code="nuisance"))
    await recorder(change(60, code="nuisance", active=False))
    await recorder(change(10, code="stands"))
    (seen,) = await recorder(change(20, code="seen", rule="tank_low"))
    await acknowledge_alert(recorder.db, ADMIN, seen.alert_id, at(50))
    await recorder(change(320, code="seen", rule="tank_low", active=False))
    found = await statistics.get_statistics(recorder.db, EVERYTHING, at(0), at(3_600), at(100_000))
    total = found.total
    assert (total.raised, total.nuisance, total.standing, total.stale, total.resolved) == (3, 1, 1, 1, 2)
    assert (total.mean_acknowledge_s, total.mean_resolve_s, found.peak_per_10_min) == (30.0, 180.0, 3)
    assert [(figures.rule, figures.raised) for figures in found.rules] == [("device_alarm", 2), ("tank_low", 1)]


async def test_the_head_of_an_incident_calls_again_when_its_silence_ends(recorder: Recorder) -> None:
    """Its other alerts stay with the incident."""
    await recorder(dark(0))
    await recorder(change(1, code="of the dark"))
    await create(recorder, silence(10, 60, kind=Kind.MAINTENANCE, critical=True))
    await recorder.sweep(11)
    assert {row["suppression"] for row in await recorder.alerts()} == {"OUT_OF_SERVICE"}
    await recorder.sweep(60)
    assert {row["rule"]: row["suppression"] for row in await recorder.alerts()} == {
        "controller_offline": "",
        "device_alarm": "INCIDENT",
    }
    assert await recorder.calls() == ["RAISED ", "RELEASED "]


async def test_no_alert_stays_silenced_by_a_silence_that_was_cancelled_while_it_began(recorder: Recorder) -> None:
    one = await create(recorder, silence(0, 3_600))
    await recorder(change(1))
    await silences.cancel_silence(recorder.db, ADMIN, one.silence_id, at(2))
    await set_done(recorder.db, one.silence_id, at(2))  # who applied it had looked before it was cancelled
    await recorder.sweep(3)
    assert await recorder.calls() == ["RELEASED leak"]


async def test_a_silenced_dark_site_hides_nothing_else(recorder: Recorder) -> None:
    """Whoever silences the line has not silenced the pumps; nor does a head that is silenced later take more."""
    await create(recorder, silence(0, 600, rule="controller_offline", critical=True))
    await recorder(change(1, code="before", device="pump/1"))
    await recorder(dark(2))
    await recorder(change(3, code="after", device="pump/1"))
    assert (await recorder.calls(), await recorder.incidents()) == (["RAISED before", "RAISED after"], [])
    await recorder(dark(5, active=False))
    await recorder(dark(700))
    await recorder(change(701, code="joined"))
    await create(recorder, silence(702, 900, rule="controller_offline", critical=True))
    await recorder.sweep(703)
    await recorder(change(704, code="loud"))
    assert (await recorder.calls())[2:] == ["RAISED ", "RAISED loud"]
    assert [one["gathering"] for one in await recorder.incidents()] == [False]
