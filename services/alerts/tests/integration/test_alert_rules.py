"""Rules through the real door: the library, versions, what is otherwise at a site, and dry runs."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alerts.app.following import follow_library
from alerts.db import rules as store
from alerts.db.history import add_occurrences, prune_occurrences
from alerts.domain.observation import Occurrence
from alerts.grpc_api.rules import RULES
from alerts.library import library
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import rules_pb2 as pb
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, CallerKeys, calling, contradictions, refusals
from motorway_kit.db import pool, transaction
from motorway_kit.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from motorway_kit.grpc_client import Remote
from motorway_kit.health import Health
from motorway_kit.testing import wait_until

from .stand import SITE, START, Stand
from .stub_neighbours import StubPos, StubTelemetry, a_site

START_US = int(START.timestamp() * 1_000_000)
WARM: dict[str, Any] = {
    "rule_id": "warm",
    "name": "Warm",
    "text": "{device} has {value:.1f} °C",
    "severity": "WARNING",
    "when": {"kind": "threshold", "device": "tank", "metric": "temperature_c", "above": 30, "clear": 25},
}
RENAME = """UPDATE alert_rule SET document = document || '{"name": "Old"}' WHERE rule_id = ANY($1)"""


def put(document: dict[str, Any], **wish: Any) -> pb.PutAlertRuleRequest:
    return pb.PutAlertRuleRequest(rule_id=document["rule_id"], document=json.dumps(document), **wish)


def about(site: str) -> dict[str, Message]:
    """A request of each RPC about a rule of the site, which must be there."""
    rule_id = f"warm_{site.replace('-', '_')}"
    document = {**WARM, "rule_id": rule_id, "sites": [site]}
    span = {"start": _stamp(START), "end": _stamp(START + timedelta(hours=1))}
    return {
        "PutAlertRule": put(document),
        "ListAlertRules": pb.ListAlertRulesRequest(site=site),
        "GetAlertRule": pb.GetAlertRuleRequest(rule_id=rule_id),
        "SetSiteOverrides": pb.SetSiteOverridesRequest(rule_id=rule_id, site=site, overrides='[{"above": 35}]'),
        "ListAlertRuleVersions": pb.ListAlertRuleVersionsRequest(rule_id=rule_id),
        "TryAlertRule": pb.TryAlertRuleRequest(document=json.dumps(document), sites=[site], **span),
        "DeleteAlertRule": pb.DeleteAlertRuleRequest(rule_id=f"warm_{site.replace('-', '_')}"),
    }


def _stamp(time: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(time)
    return stamp


async def seeded(stand: Stand) -> None:
    async def there() -> bool:
        ready = await stand.api.call("ListReadyRules", pb.ListReadyRulesRequest())
        return all(rule.followed for rule in ready.rules)

    await wait_until(there, 30)


async def test_the_door_of_rules_is_as_the_table_of_roles(stand: Stand, door: Remote, keys: CallerKeys) -> None:
    """The library is for whoever reads rules anywhere; the rest is asked of each site."""
    for site in (OWN, OTHER):
        await stand.api.call("PutAlertRule", about(site)["PutAlertRule"])

    async def ask(method: str, site: str) -> object:
        return await door.call(method, about(site)[method])

    asked = {method: rule for method, rule in RULES.items() if method != "ListReadyRules"}
    assert await refusals(asked, ask) == dict.fromkeys(asked, "UNAUTHENTICATED")
    assert await contradictions(keys, asked, ask) == []


async def test_ready_rules_are_there_and_follow_the_library(stand: Stand) -> None:
    """What nobody changed follows; what somebody changed or deleted stays."""
    await seeded(stand)
    await stand.api.call("DeleteAlertRule", pb.DeleteAlertRuleRequest(rule_id="drive_off", reason="not here"))
    mine = json.loads((await stand.api.call("GetAlertRule", pb.GetAlertRuleRequest(rule_id="tank_low"))).rule.document)
    changed = await stand.api.call("PutAlertRule", put({**mine, "severity": "CRITICAL"}))
    assert (changed.rule.modified, changed.rule.version, changed.previous.version) == (True, 2, 1)
    async with pool(stand.settings.database_url, Health()) as db:
        async with transaction(db) as conn:
            await conn.execute(RENAME, ["tank_high", "tank_low"])
        await follow_library(db, START)
        assert await follow_library(db, START) == []
        high, low = [await store.get_rule(db, rule_id) for rule_id in ("tank_high", "tank_low")]
    assert high
    assert low
    assert (high.version, high.document["name"], low.document["name"]) == (2, library()["tank_high"].name, "Old")
    ready = {each.rule_id: each for each in (await stand.api.call("ListReadyRules", pb.ListReadyRulesRequest())).rules}
    assert {rule for rule, each in ready.items() if not each.followed} == {"drive_off", "tank_low"}
    assert ready["drive_off"].deleted
    again = await stand.api.call("PutAlertRule", put(json.loads(ready["drive_off"].document)))
    assert (again.rule.version, again.rule.modified, again.HasField("previous")) == (3, False, False)


async def test_every_version_says_who_and_why(stand: Stand, keys: CallerKeys) -> None:
    with calling(keys, Role.ADMIN) as admin:
        first = await stand.api.call("PutAlertRule", put(WARM, reason="summer", expected_version=0))
        same = await stand.api.call("PutAlertRule", put(WARM, reason="again"))
        with pytest.raises(Conflict) as stale:
            await stand.api.call("PutAlertRule", put({**WARM, "name": "Hot"}, expected_version=0))
        await stand.api.call("PutAlertRule", put({**WARM, "name": "Hot"}, reason="a better name", expected_version=1))
        gone = pb.DeleteAlertRuleRequest(rule_id="warm", reason="winter")
        assert (await stand.api.call("DeleteAlertRule", gone)).HasField("previous")
        assert not (await stand.api.call("DeleteAlertRule", gone)).HasField("previous")
    assert first.rule == same.rule
    assert stale.value.reason == "VersionMismatch"
    ask = pb.ListAlertRuleVersionsRequest(rule_id="warm", page_size=2)
    newest = await stand.api.call("ListAlertRuleVersions", ask)
    ask.cursor = newest.next_cursor
    told = [*newest.versions, *(await stand.api.call("ListAlertRuleVersions", ask)).versions]
    assert [(each.version, each.reason, each.changed_by) for each in told] == [
        (3, "winter", admin.name),
        (2, "a better name", admin.name),
        (1, "summer", admin.name),
    ]
    assert (told[0].document, json.loads(told[1].document)["name"]) == ("", "Hot")
    with pytest.raises(NotFound):
        await stand.api.call("GetAlertRule", pb.GetAlertRuleRequest(rule_id="warm"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"when": {**WARM["when"], "above": "tank.colour * 2"}}, "when.above"),
        ({"when": {"kind": "event", "type": "pos.party"}}, "when.type"),
        ({"text": "{flavour}"}, "text"),
        ({"name": "\x07"}, "name"),
        ({"response": "\x00"}, "document"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_a_rule_that_cannot_work_is_refused_by_its_field(
    stand: Stand, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await stand.api.call("PutAlertRule", put({**WARM, **change}))
    assert refused.value.context["field"] == field


async def test_a_manager_says_what_is_otherwise_at_the_own_site(stand: Stand, keys: CallerKeys) -> None:
    await seeded(stand)
    mine = pb.SetSiteOverridesRequest(
        rule_id="tank_delivery_needed", site=OWN, overrides='[{"below": 1.5, "clear": 2}]', reason="lead time"
    )
    theirs = pb.SetSiteOverridesRequest(rule_id="tank_delivery_needed", site=OTHER, overrides="[]")
    with calling(keys, Role.STATION_MANAGER, sites=[OWN]):
        changed = (await stand.api.call("SetSiteOverrides", mine)).rule
        with pytest.raises(PermissionDenied):
            await stand.api.call("SetSiteOverrides", theirs)
        with pytest.raises(PermissionDenied):
            await stand.api.call("PutAlertRule", put(json.loads(changed.document)))
    (override,) = json.loads(changed.document)["overrides"]
    assert (override["site"], override["below"]) == (OWN, 1.5)


async def test_what_a_rule_would_have_raised(stand: Stand, stub_pos: StubPos, stub_telemetry: StubTelemetry) -> None:
    """Three warm spells at one of two sites; one is not over."""
    stub_pos.sites = [a_site(), a_site("a1-baldock")]
    spells = [20, 31, 32, 20, 35, 26, 24, 33]
    for minute, celsius in enumerate(spells):
        stub_telemetry.readings.append((SITE, "tank/1", "temperature", START_US + minute * 60_000_000, celsius))

    ask = pb.TryAlertRuleRequest(document=json.dumps(WARM), start=_stamp(START), end=_stamp(START + timedelta(days=1)))

    async def both() -> bool:
        return len((await stand.api.call("TryAlertRule", ask)).sites) == 2

    await wait_until(both, 30)
    found = await stand.api.call("TryAlertRule", ask)
    assert (found.total, found.looked_at) == (3, len(spells))
    assert {each.site: each.alerts for each in found.sites} == {SITE: 3, "a1-baldock": 0}
    assert [alert.text for alert in found.alerts] == ["tank 1 has 31.0 °C", "tank 1 has 35.0 °C", "tank 1 has 33.0 °C"]
    assert [alert.HasField("cleared_at") for alert in found.alerts] == [True, True, False]
    assert found.alerts[0].raised_at.ToDatetime(UTC) == START + timedelta(minutes=1)


async def test_a_dry_run_of_derived_series_needs_only_what_was_measured(
    stand: Stand, stub_pos: StubPos, stub_telemetry: StubTelemetry
) -> None:
    stub_pos.sites = [a_site()]
    for minute, volume_l in enumerate((20_000, 3_200, 2_400, 2_300, 2_200)):
        time_us = START_US + minute * 60_000_000
        values = {"total_observed_volume": volume_l, "water_volume": 10, "temperature": 12, "probe_status": 3}
        stub_telemetry.readings += [(SITE, "tank/1", metric, time_us, value) for metric, value in values.items()]
    document = library()["tank_low"].model_dump_json(exclude={"version"})
    ask = pb.TryAlertRuleRequest(document=document, start=_stamp(START), end=_stamp(START + timedelta(hours=1)))

    async def raised() -> bool:
        return bool((await stand.api.call("TryAlertRule", ask)).total == 1)

    await wait_until(raised, 30)


async def test_a_dry_run_looks_at_what_happened(stand: Stand) -> None:
    gaps = [
        Occurrence(SITE, "pos.totaliser_gap", f"discrepancy/{n}", START_US + n, START_US + n, START_US + n, f"e{n}", {})
        for n in range(3)
    ]
    document = library()["totaliser_gap"].model_dump_json(exclude={"version"})
    span = {"start": _stamp(START), "end": _stamp(START + timedelta(hours=1))}
    async with pool(stand.settings.database_url, Health()) as db:
        for _ in range(2):
            async with transaction(db) as conn:
                await add_occurrences(conn, gaps)
        ask = pb.TryAlertRuleRequest(document=document, sites=[SITE], **span)
        assert (await stand.api.call("TryAlertRule", ask)).total == 3
        assert await prune_occurrences(db, START_US + 2) == 2
        assert (await stand.api.call("TryAlertRule", ask)).total == 1


async def test_a_dry_run_has_its_limits(stand: Stand) -> None:
    for days in (0, 32):
        span: dict[str, Any] = {"start": _stamp(START), "end": _stamp(START + timedelta(days=days))}
        with pytest.raises(InvalidInput):
            await stand.api.call("TryAlertRule", pb.TryAlertRuleRequest(document=json.dumps(WARM), **span))
