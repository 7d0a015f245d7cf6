"""Alerts reach whoever must act, by every way out of the running platform, and once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import orjson
import pytest
from motorway_kit.testing import wait_until
from websockets.asyncio.client import ClientConnection, connect

from tests.support.desk import POLL_S, SOON_S, Document, done
from tests.support.receiver import SECRET, Receiver, receiver
from tests.support.station import Places, Station, stamp

pytestmark = pytest.mark.e2e

LATER_S = 120
"""What was refused is tried again after a while."""
CALLING_S = 1


async def test_night_shift_is_called_and_answers(places: Places) -> None:
    """A leak calls the sounder and a webhook that is ill at first; who acknowledges on the socket ends the calling."""
    station = await places("leak-night")
    leak = {"device": "tank/1", "code": "leak", "severity": "critical", "text": "Leak in tank 1"}
    async with receiver() as ops, socket(station) as live:
        await on_call(station, ops)
        ops.ill = True
        await station.play("alarm", **leak)
        alert = (await says(live, "alert.raised"))["data"]
        assert (alert["severity"], alert["device"]) == ("CRITICAL", "tank/1")
        await wait_until(lambda: refused(station, alert["alert_id"]), SOON_S, POLL_S)
        ops.ill = False
        await wait_until(lambda: told(ops, "alert.raised"), LATER_S, POLL_S)
        await wait_until(lambda: sounded(station, "Leak in tank 1"), SOON_S, POLL_S)

        await live.send(orjson.dumps({"do": "acknowledge", "id": "1", "alert_id": alert["alert_id"]}).decode())
        answer = await says(live, "answer")
        assert (answer["status"], answer["body"]["state"]) == (200, "ACKNOWLEDGED")
        await station.play("alarm", **leak, active=False)
        await wait_until(lambda: told(ops, "alert.ended"), LATER_S, POLL_S)
        assert len([each for each in ops.told if each["type"] == "alert.raised"]) == 1
    journal = (await station.manager.get(f"/alerts/{alert['alert_id']}"))["journal"]
    assert [step["what"] for step in journal] == ["RAISED", "ACKNOWLEDGED", "RESOLVED"]


async def test_site_that_goes_dark_is_one_incident(places: Places) -> None:
    station = await places("dark-night")
    async with receiver() as ops:
        await on_call(station, ops)
        await station.play("disconnect", seconds=12)
        await wait_until(lambda: told(ops, "alert.raised"), SOON_S, POLL_S)
        incidents = (await station.manager.get("/incidents", site=station.site))["items"]
        assert [(each["kind"], each["head"]["rule"]) for each in incidents] == [("SITE_DARK", "controller_offline")]
        await wait_until(lambda: told(ops, "alert.ended"), LATER_S, POLL_S)
        assert [each["data"]["rule"] for each in ops.told] == ["controller_offline"] * 2
    assert await open_alerts(station) == []


async def test_manager_writes_a_rule_tries_it_and_silences_it(places: Places) -> None:
    """A rule of one's own: refused by the field, tried on the past, saved, at work within seconds, and silenced."""
    station = await places("own-rule")
    await station.calls(1)
    kind = {"kind": "state", "device": "pump", "metric": "state", "values": [4], "for_s": CALLING_S}
    rule = {
        "name": "Anybody calls",
        "text": "{device} calls",
        "severity": "WARNING",
        "sites": [station.site],
        "when": kind,
    }
    path = f"/alert-rules/{station.site.replace('-', '_')}"
    problem = await station.manager.refused("PUT", path, {**rule, "when": {**kind, "values": []}})
    assert problem["status"] == 422

    await wait_until(lambda: would_have_raised(station, path.rsplit("/", 1)[1], rule), SOON_S, POLL_S)
    done(await station.manager.ask("PUT", path, rule))
    await station.play("hang-up", pump=1)
    await station.pump_becomes(1, "IDLE")
    await station.calls(2)
    await wait_until(lambda: is_open(station, "pump/2"), SOON_S, POLL_S)

    silence = {"kind": "SILENCE", "sites": [station.site], "device": "pump/2", "reason": "A fitter is at it"}
    await station.manager.post("/silences", {**silence, "ends_at": stamp(timedelta(hours=1))})
    await wait_until(lambda: is_shelved(station, "pump/2"), SOON_S, POLL_S)


async def on_call(station: Station, ops: Receiver) -> None:
    """Whatever is graver than an information calls the webhook and the sounder of the site at once."""
    hook = {"kind": "WEBHOOK", "url": ops.url, "secret": SECRET}
    for name, config in {"hook": hook, "horn": {"kind": "MQTT"}}.items():
        body = {"name": f"{name} of {station.site}", "sites": [station.site], "config": config}
        done(await station.manager.ask("PUT", f"/notification-channels/{name}-{station.site}", body))
    targets = [{"kind": "CHANNEL", "id": f"{name}-{station.site}"} for name in ("hook", "horn")]
    policy = {"name": "Night", "sites": [station.site], "severities": ["CRITICAL"], "steps": [{"targets": targets}]}
    done(await station.manager.ask("PUT", f"/escalation-policies/{station.site}", policy))


@asynccontextmanager
async def socket(station: Station) -> AsyncIterator[ClientConnection]:
    url = f"{station.platform['URL'].replace('http', 'ws', 1)}/ws?site={station.site}&types=alert.raised"
    headers = {"Authorization": f"Bearer {station.platform.login()}"}
    async with connect(url, additional_headers=headers) as connection:
        yield connection


async def says(live: ClientConnection, kind: str) -> Document:
    """The next message of this type."""
    async with asyncio.timeout(SOON_S):
        while True:
            message: Document = orjson.loads(await live.recv())
            if message["type"] == kind:
                return message


async def told(ops: Receiver, kind: str) -> bool:
    return any(each["type"] == kind for each in ops.told)


async def refused(station: Station, alert_id: str) -> bool:
    """The webhook answered with an error, and that is in the log."""
    found = (await station.manager.get("/notifications", alert_id=alert_id, site=station.site))["items"]
    details = [await station.manager.get(f"/notifications/{each['notification_id']}") for each in found]
    return any("503" in attempt["detail"] for detail in details for attempt in detail["tried"])


async def sounded(station: Station, text: str) -> bool:
    notice = (await station.truth())["notice"]
    return bool(notice) and text in notice["text"] and bool(notice["sounder"])


async def open_alerts(station: Station) -> list[Document]:
    found: list[Document] = (await station.manager.get("/alerts", site=station.site, state="raised,acknowledged"))[
        "items"
    ]
    return found


async def is_open(station: Station, device: str) -> bool:
    return device in [alert["device"] for alert in await open_alerts(station)]


async def is_shelved(station: Station, device: str) -> bool:
    return ("SHELVED", device) in [(alert["suppression"], alert["device"]) for alert in await open_alerts(station)]


async def would_have_raised(station: Station, rule_id: str, rule: Document) -> bool:
    wish = {"rule": {"rule_id": rule_id, **rule}, "start": stamp(-timedelta(hours=1)), "end": stamp(timedelta())}
    found = await station.manager.post("/alert-rule-trials", wish)
    return bool(found["total"]) and found["alerts"][0]["device"] == "pump/1"
