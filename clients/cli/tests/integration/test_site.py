"""Sites as files, with the real api-gateway and the real pos."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
import yaml
from api_gateway.__main__ import MIGRATIONS as GATEWAY_MIGRATIONS
from motorway_access.testing import CallerKeys
from motorway_kit.ids import new_id
from motorway_kit.testing import DatabaseFactory
from pos.__main__ import MIGRATIONS as POS_MIGRATIONS

from .platform import Done, motorway_site, serving_gateway, serving_pos, write_home

DEMO = Path(__file__).parents[4] / "deploy" / "local" / "sites.yaml"
Site = Callable[..., Awaitable[Done]]
COBHAM = """\
site_id: m25-cobham
name: M25 Cobham
time_zone: Europe/London
currency: GBP
grades:
  - { grade_id: e10, name: Unleaded, vat_rate_bp: 2000 }
tanks:
  - { number: 1, grade_id: e10, capacity_ml: 40000000, max_safe_fill_ml: 38000000, diameter_tenth_mm: 25000 }
pumps:
  - number: 1
    nozzles:
      - { number: 1, grade_id: e10, tank: 1 }
  - number: 2
    nozzles:
      - { number: 1, grade_id: e10, tank: 1 }
"""


@pytest_asyncio.fixture
async def pos_database(database: DatabaseFactory) -> str:
    return await database(POS_MIGRATIONS)


@pytest_asyncio.fixture
async def home(
    database: DatabaseFactory, pos_database: str, redis_url: str, keys: CallerKeys, tmp_path: Path
) -> AsyncIterator[Path]:
    """Of a platform that runs."""
    async with (
        serving_pos(pos_database, keys) as pos,
        serving_gateway(await database(GATEWAY_MIGRATIONS), redis_url, pos, keys) as url,
    ):
        write_home(tmp_path, url)
        yield tmp_path


@pytest.fixture
def site(home: Path) -> Site:
    """`await site("apply", file)`: runs `motorway site` as the platform's admin."""
    return partial(motorway_site, home)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of this text, with words replaced."""

    def write(text: str, *replaced: tuple[str, str]) -> Path:
        for before, after in replaced:
            assert before in text
            text = text.replace(before, after)
        (tmp_path / "site.yaml").write_text(text)
        return tmp_path / "site.yaml"

    return write


async def test_the_demo_sites_are_applied_once(site: Site) -> None:
    done = await site("apply", DEMO, "--yes")
    assert done.exit_code == 0, done.stderr
    assert "+ m25-cobham is new: 3 grades, 4 tanks, 8 pumps" in done.lines
    assert "✓ a14-cambridge version 1" in done.stderr
    again = await site("apply", DEMO)
    assert (again.exit_code, "m1-leicester version 1: nothing to change" in again.lines) == (0, True)
    listed = await site("list")
    assert [line.split()[0] for line in listed.lines] == ["site", "a14-cambridge", "m1-leicester", "m25-cobham"]
    assert listed.lines[3].split()[-5:] == ["Europe/London", "GBP", "8", "4", "1"]


def pump(number: int, level: str) -> str:
    nozzle = {"number": 1, "grade_id": "e10", "tank": 1, "second_tank": 0, "second_tank_per_mille": 0}
    return json.dumps({"number": number, "nozzles": [nozzle], "service_level": level})


async def test_what_would_change_is_shown_and_asked_for(site: Site, written: Callable[..., Path]) -> None:
    await site("apply", written(COBHAM), "--yes")
    file = written(
        COBHAM,
        ("vat_rate_bp: 2000", "vat_rate_bp: 2100"),
        ("name: M25 Cobham", "name: Cobham [UK]"),
        ("number: 2\n", "number: 3\n    service_level: ATTENDED\n"),
    )
    shown = await site("apply", file, "--dry-run")
    assert shown.exit_code == 1
    assert shown.lines == [
        "m25-cobham version 1",
        '  ~ name: "M25 Cobham" → "Cobham [UK]"',
        "  ~ grades[e10].vat_rate_bp: 2000 → 2100",
        f"  + pumps[3]: {pump(3, 'ATTENDED')}",
        f"  - pumps[2]: {pump(2, 'SELF')}",
    ]
    for answer in ("n\n", ""):
        declined = await site("apply", file, answer=answer)
        assert (declined.exit_code, declined.lines[:5]) == (1, shown.lines)
    assert (await site("apply", file, "--dry-run")).lines == shown.lines
    applied = await site("apply", file, answer="y\n")
    assert (applied.exit_code, "✓ m25-cobham version 2" in applied.stderr) == (0, True)
    assert (await site("apply", file, "--dry-run")).exit_code == 0


async def test_what_is_exported_can_be_applied(site: Site, tmp_path: Path) -> None:
    await site("apply", DEMO, "--yes")
    out = tmp_path / "out.yaml"
    assert (await site("export", "m25-cobham", "-o", out)).exit_code == 0
    assert (await site("export", "m25-cobham")).stdout == out.read_text()
    content = yaml.safe_load(out.read_text())
    assert content["pumps"][0]["nozzles"][0] == {"number": 1, "grade_id": "unleaded-e10", "tank": 1}
    assert content["supplier"]["name"] == "Motorway Demo Services Ltd"
    same = await site("apply", out)
    assert (same.exit_code, same.stdout) == (0, "m25-cobham version 1: nothing to change\n")
    missing = await site("export", "nowhere")
    assert (missing.exit_code, "SiteNotFound" in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "e10, tank: 1 }\n  - n",
            "e5, tank: 1 }\n  - n",
            ":12: m25-cobham: pumps[0].nozzles[0].grade_id is not",
        ),
        ("capacity_ml: 40000000", "capacity_ml: 40 litres", ":8: m25-cobham: tanks.0.capacity_ml: Input should be"),
        ("currency: GBP", "currency: GBP\nmax_unpayed: 3", ":5: m25-cobham: max_unpayed: Extra inputs"),
        ("currency: GBP", "", ":1: m25-cobham: currency: Field required"),
        ("currency: GBP", "currency: XAU", ":4: m25-cobham: currency is not an ISO 4217 currency"),
    ],
)
async def test_what_is_wrong_is_told_with_its_line_and_changes_nothing(
    site: Site, written: Callable[..., Path], before: str, after: str, said: str
) -> None:
    file = written(COBHAM, (before, after))
    refused = await site("apply", file, "--yes")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"✗ {file}{said}" in refused.stderr
    assert len((await site("list")).lines) == 1


async def test_one_wrong_site_keeps_all_of_the_file_from_being_applied(site: Site, tmp_path: Path) -> None:
    wrong = yaml.safe_load(COBHAM) | {"site_id": "m1-leicester", "currency": "XAU"}
    file = tmp_path / "two.yaml"
    file.write_text(yaml.safe_dump({"sites": [yaml.safe_load(COBHAM), wrong]}))
    assert (await site("apply", file, "--yes")).exit_code == 2
    assert len((await site("list")).lines) == 1


async def test_a_pump_with_open_sales_is_not_taken_away(
    site: Site, written: Callable[..., Path], pos_database: str
) -> None:
    await site("apply", written(COBHAM), "--yes")
    conn: Any = await asyncpg.connect(pos_database)
    await conn.execute(
        "INSERT INTO sale (sale_id, site_id, kind, state, origin, currency, pump, opened_at, version)"
        " VALUES ($1, 'm25-cobham', 1, 4, 1, 'GBP', 2, now(), 1)",
        new_id(),
    )
    await conn.close()
    refused = await site("apply", written(COBHAM[: COBHAM.index("  - number: 2")]), "--yes")
    assert refused.exit_code == 2
    assert "m25-cobham: " in refused.stderr
    assert "PumpHasOpenSales" in refused.stderr


async def test_a_platform_that_is_away_is_told(written: Callable[..., Path], tmp_path: Path) -> None:
    write_home(tmp_path, "http://127.0.0.1:1")
    done = await motorway_site(tmp_path, "apply", written(COBHAM))
    assert (done.exit_code, "http://127.0.0.1:1: " in done.stderr) == (2, True)
