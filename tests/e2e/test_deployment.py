"""What those who run the platform look at: whether it is there, and what it tells of itself."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from motorway_local.services import SERVICES
from motorway_setup import reachable

from tests.support.platform import Platform
from tools.docs import dashboards

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "observability" / "rules"
SCRAPED_S = 60
METRIC = re.compile(r"\b(?:motorway|iot_gateway|rabbitmq|process|pg|redis)_[a-z_]+\b")
SUFFIX = re.compile(r"_(?:bucket|count|sum|total)$")


def test_a_running_platform_answers_as_helm_test_expects(platform: Platform) -> None:
    reachable.check(platform["URL"], [platform.ops(service.package) for service in SERVICES])
    with pytest.raises(reachable.Unexpected, match=r"/readyz: .*; /: "):
        reachable.check(platform["BRIDGE_URL"].replace("https:", "http:"))
    with pytest.raises(reachable.Unexpected, match=r"^http://127.0.0.1:1/readyz: "):
        reachable.check(platform["URL"], ["http://127.0.0.1:1"])


def test_a_demonstration_is_prepared_through_the_front_door(platform: Platform, tmp_path: Path) -> None:
    """What Compose and the chart run before their simulated stations."""
    site = f"demo-{new_id()[-6:]}"
    stations, home = tmp_path / "sites.yaml", tmp_path / "home"
    known = yaml.safe_load((ROOT / "deploy" / "local" / "sites.yaml").read_text())["sites"][0]
    stations.write_text(yaml.safe_dump({"sites": [{**known, "site_id": site}]}))
    command = [sys.executable, "-m", "motorway_local.elsewhere", "prepare", str(home), f"--stations={stations}"]
    command += [f"--gateway={platform['URL'].removeprefix('http://')}", f"--ca={platform['CA_FILE']}", "--timeout-s=20"]
    subprocess.run(command, check=True, timeout=120, env={**os.environ, "ADMIN_PASSWORD": platform["ADMIN_PASSWORD"]})
    platform.device_context(home / "pki" / "sites" / site)
    key = {"X-API-Key": (home / "cashiers.key").read_text().strip()}
    tills = httpx.get(f"{platform['URL']}/api/v1/sites/{site}/items", headers=key, timeout=30)
    assert tills.raise_for_status().json()["items"]


async def test_prometheus_hears_every_process_and_evaluates_every_rule(platform: Platform) -> None:
    async with httpx.AsyncClient(base_url=platform["PROMETHEUS_URL"], timeout=10) as prometheus:
        jobs = {*(service.name for service in SERVICES), "rabbitmq", "postgresql", "redis"}
        await wait_until(lambda: _is_heard(prometheus, jobs), SCRAPED_S)
        await wait_until(lambda: _is_evaluated(prometheus), SCRAPED_S)


async def test_rules_ask_for_metrics_that_there_are(platform: Platform) -> None:
    known = await _told(platform)
    asked = {SUFFIX.sub("", name) for rule in _rules() for name in METRIC.findall(rule["expr"])}
    assert asked - known == set()


def _rules() -> list[dict[str, Any]]:
    documents = [yaml.safe_load(path.read_text()) for path in sorted(RULES.glob("*.yaml"))]
    return [rule for document in documents for group in document["groups"] for rule in group["rules"]]


async def test_every_panel_of_every_dashboard_can_be_drawn(platform: Platform) -> None:
    known = await _told(platform)
    async with httpx.AsyncClient(base_url=platform["PROMETHEUS_URL"], timeout=10) as prometheus:
        for expression in dashboards.expressions(ROOT):
            query = expression.replace("$__rate_interval", "1m").replace("$site", "m25-cobham")
            await _data(prometheus, "/api/v1/query", query=query)
            asked = {SUFFIX.sub("", name) for name in METRIC.findall(expression)}
            assert asked - known == set(), expression


async def _told(platform: Platform) -> set[str]:
    """Every metric that some process tells, without the suffixes of its samples."""
    async with httpx.AsyncClient(base_url=platform["PROMETHEUS_URL"], timeout=10) as prometheus:
        targets = (await _data(prometheus, "/api/v1/targets"))["activeTargets"]
    async with httpx.AsyncClient(timeout=20) as http:
        texts = [(await http.get(target["scrapeUrl"])).raise_for_status().text for target in targets]
    return {SUFFIX.sub("", name) for text in texts for name in re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)}


async def _is_heard(prometheus: httpx.AsyncClient, jobs: set[str]) -> bool:
    result = await _data(prometheus, "/api/v1/query", query="up == 1")
    return {found["metric"]["job"] for found in result["result"]} == jobs


async def _is_evaluated(prometheus: httpx.AsyncClient) -> bool:
    groups = (await _data(prometheus, "/api/v1/rules"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert [rule["name"] for rule in rules if rule["health"] == "err"] == []
    return len(rules) == len(_rules()) and all(rule["health"] == "ok" for rule in rules)


async def _data(prometheus: httpx.AsyncClient, path: str, **params: str) -> dict[str, Any]:
    data: dict[str, Any] = (await prometheus.get(path, params=params)).raise_for_status().json()["data"]
    return data
