"""Lighthouse on the built app, as on a first visit. Scores of 100; the best of three goes, for noise only takes away.

Desks are held to 95 for both. A till is a tablet on the shop's own network, and is held to the same; as a phone on
slow 4G it has to fetch the whole app first, and is held to what is reachable with 200 kB of it.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.browser import sign_in
from tests.support.lighthouse import DESKTOP, PHONE, Auditor, Report, auditor
from tests.support.platform import Platform
from tests.support.station import Places

pytestmark = [pytest.mark.e2e, pytest.mark.quiet]

ENOUGH, ON_A_PHONE = 95, 80
MOST_SHIFT = 0.1
GOES = 3
INSIDE = {
    "network": "/",
    "forecourt": "/site/?id={}",
    "alerts": "/alerts/",
    "sales": "/sales/",
    "till": "/pos/?site={}",
}


@pytest_asyncio.fixture
async def visitor(platform: Platform, tmp_path: Path) -> AsyncIterator[Auditor]:
    async with auditor(platform, tmp_path / "profile") as started:
        yield started


async def _best(visitor: Auditor, url: str, name: str, how: tuple[str, ...], enough: int) -> Report:
    report = await visitor.audit(url, name, *how)
    for _ in range(GOES - 1):
        if report.score("performance") >= enough:
            break
        report = report.better_of(await visitor.audit(url, name, *how))
    return report


def _short_of(report: Report, enough: int) -> list[str]:
    """Scores that are not reached, with what costs them."""
    wanted = {"performance": enough, "accessibility": ENOUGH}
    short = [f"{name} {report.score(name):.0f}" for name, least in wanted.items() if report.score(name) < least]
    if report.layout_shift > MOST_SHIFT:
        short.append(f"layout shift {report.layout_shift:.2f}")
    return [*short, *report.worst] if short else []


async def test_who_comes_to_sign_in_waits_for_nothing(platform: Platform, visitor: Auditor) -> None:
    url = f"{platform['URL']}/login/"
    report = await _best(visitor, url, "login", DESKTOP, ENOUGH)
    assert _short_of(report, ENOUGH) == []
    url = f"{platform['URL']}/pos/"
    report = await _best(visitor, url, "till-phone", PHONE, ON_A_PHONE)
    assert _short_of(report, ON_A_PHONE) == []


async def test_who_is_signed_in_waits_for_nothing(places: Places, platform: Platform, visitor: Auditor) -> None:
    station = await places("lighthouse")
    await sign_in(visitor.page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    await visitor.page.goto("about:blank")
    short: dict[str, list[str]] = {}
    for name, path in INSIDE.items():
        url = platform["URL"] + path.format(station.site)
        report = await _best(visitor, url, name, DESKTOP, ENOUGH)
        assert report.place == url
        short[name] = _short_of(report, ENOUGH)
    assert {name: lost for name, lost in short.items() if lost} == {}
