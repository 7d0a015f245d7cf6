"""Changes of conditions become alerts, their journal and their live entries."""

import asyncio
import random
from contextlib import suppress
from typing import Any

from alerts.app.alerts import acknowledge_alert
from alerts.app.recording import record
from alerts.domain.conditions import AlertAlreadyResolved, Change

from .life_cycle import ADMIN, Recorder, at, change


async def test_changes_of_a_batch_are_recorded_once(recorder: Recorder) -> None:
    changes = [change(i, code=f"code_{i}") for i in range(5)]
    assert len(await recorder(*changes)) == 5
    assert await recorder(*changes) == []
    assert len(await recorder.calls()) == 5
    assert await recorder.db.fetchval("SELECT count(*) FROM outbox") == 5


async def test_a_batch_has_the_effect_of_its_changes_one_by_one(recorder: Recorder) -> None:
    """Whatever their order, repetitions among them: two sites are told the same."""
    chance = random.Random(7)
    moments = [(chance.randrange(4_000), chance.random() < 0.5, f"code_{chance.randrange(4)}") for _ in range(80)]
    moments += chance.sample(moments, 10)
    here, there = ([change(s, active=on, code=code, site=site) for s, on, code in moments] for site in ("a", "b"))
    for start in range(0, 90, 30):
        await recorder(*here[start : start + 30])
        for one in there[start : start + 30]:
            await recorder(one)
    assert await facts(recorder, "a") == await facts(recorder, "b")
    keys = {one.condition.key for one in here}
    assert await recorder.db.fetchval("SELECT count(DISTINCT key) FROM alert WHERE site = 'a'") == len(keys)


async def facts(recorder: Recorder, site: str) -> list[tuple[Any, ...]]:
    rows = await recorder.alerts(f"site = '{site}'")
    names = ("device", "text", "state", "severity", "raised_at", "resolved_at", "cleared_at", "chattering")
    return [tuple(row[name] for name in names) for row in sorted(rows, key=lambda row: (row["raised_at"], row["key"]))]


async def test_what_had_ended_when_it_became_known_calls_for_nobody(recorder: Recorder) -> None:
    (alert,) = await recorder(change(0), change(60, active=False), later=3_600)
    assert alert.suppression == "OVER"
    assert await recorder.journal(alert.alert_id) == ["RAISED", "RESOLVED"]
    assert await recorder.calls() == []


async def test_an_alert_that_chatters_is_held_open_until_it_is_quiet(recorder: Recorder) -> None:
    for second in range(0, 300, 10):
        await recorder(change(second))
        await recorder(change(second + 5, active=False))
    first, second_, held = await recorder.alerts()
    assert [first["state"], second_["state"], held["state"]] == ["RESOLVED", "RESOLVED", "RAISED"]
    assert (held["chattering"], held["occurrences"], held["previous_alert_id"]) == (True, 30, second_["alert_id"])
    assert len(await recorder.calls()) == 3
    await recorder.sweep(295 + 599)
    assert [alert["state"] for alert in await recorder.alerts()][-1] == "RAISED"
    await recorder.sweep(295 + 600)
    (*_, held) = await recorder.alerts()
    assert (held["state"], held["resolved_at"], held["resolved_by"]) == ("RESOLVED", held["cleared_at"], "")
    await recorder(change(295 + 800))
    (*_, again) = await recorder.alerts()
    assert (again["chattering"], again["occurrences"]) == (False, 31)


async def test_a_thousand_changes_take_a_few_statements(recorder: Recorder) -> None:
    """One round trip for each would be seconds."""
    asked: list[str] = []
    changes = [change(i / 1_000, code=f"code_{i}", site=f"site-{i % 100}") for i in range(1_000)]
    async with recorder.db.acquire() as conn, conn.transaction():
        await record(conn, changes[:2], changes[0].time)
        conn.add_query_logger(lambda query: asked.append(query.query))
        assert len(await record(conn, changes[2:], changes[-1].time)) == 998
    assert len(asked) < 20


async def test_several_processes_at_once_record_each_step_once(recorder: Recorder) -> None:
    """Four are told the same while time is looked after and people act."""
    changes = [change(i // 2, code=f"c{i // 4 % 30}", active=i % 2 == 0) for i in range(240)]
    batches = [changes[start : start + 12] for start in range(0, 240, 12)]

    async def told(own: list[list[Change]]) -> None:
        for batch in own:
            await recorder(*batch)

    async def acknowledge() -> None:
        for _ in range(10):
            for row in await recorder.alerts("state = 'RAISED'"):
                with suppress(AlertAlreadyResolved):
                    await acknowledge_alert(recorder.db, ADMIN, str(row["alert_id"]), at(200))
            await recorder.sweep(200)

    await asyncio.gather(*(told(random.Random(seed).sample(batches, 20)) for seed in range(4)), acknowledge())
    steps = await recorder.db.fetch(
        "SELECT alert_id, array_agg(version ORDER BY step_id) AS v FROM alert_step GROUP BY 1"
    )
    alerts = {row["alert_id"]: row["version"] for row in await recorder.alerts()}
    assert {row["alert_id"]: row["v"] for row in steps} == {one: [*range(1, last + 1)] for one, last in alerts.items()}
    assert await recorder.db.fetchval("SELECT count(*) FROM condition_change WHERE key LIKE 'device_alarm%'") == 240
    assert len(await recorder.incidents()) <= 1
