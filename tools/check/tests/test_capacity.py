from typing import Any

import pytest

from tools.docs.capacity import COUNTED, ENGINES, SERVICES, page
from tools.docs.capacity_figures import Measured, cores, cores_at_best, full_at, line, replicas, show, size

PARTS = (*SERVICES, *ENGINES)


def measured(cpu_s_of_a_site: float = 0.01) -> Measured:
    """Everything costs 5 ms of processor a second, and each site so much more."""
    levels = [_level(sites, cpu_s_of_a_site) for sites in (0, 10, 20)]
    at_once = {"messages": 1000, "messages_per_s": 500.0, "per_message": {f"cpu.{part}": 1e-4 for part in PARTS}}
    wish = {"levels": [0, 10, 20], "seconds": 60.0, "settle": 30.0}
    site = {"pumps": 8, "nozzles": 20, "tanks": 4, "tills": 1}
    said = {"at": "2026-11-28T17:00:00+00:00", "machine": "somewhere", "wish": wish, "site": site}
    return Measured({**said, "levels": levels, "at_once": at_once})


def _level(sites: int, cpu_s: float) -> dict[str, Any]:
    rates = dict.fromkeys(COUNTED, 2.0 * sites) | {f"cpu.{part}": 0.005 + cpu_s * sites for part in PARTS}
    rates |= {f"disk.{part}": 100.0 * sites for part in (*SERVICES, "wal")}
    held = {f"memory.{part}": 70.0 + sites for part in PARTS} | {"data.redis": 1.0}
    return {"sites": sites, "load": 1.0, "per_s": rates, "held": held}


def test_a_line_goes_through_what_was_measured_and_never_falls() -> None:
    found = line([(0, 5), (10, 25), (20, 45)])
    assert [found.fixed, found.per_site, found.at(100)] == pytest.approx([5, 2, 205])
    assert line([(0, 5), (10, 3)]).per_site == 0


def test_replicas_follow_the_busiest_hour() -> None:
    found = measured()
    assert cores(found, "pos", 100) == pytest.approx(2 * 1.005 / 0.6)
    assert [replicas(cores(found, "pos", sites), sites) for sites in (1, 100, 1000)] == [1, 4, 34]
    assert replicas(cores(measured(0.0), "pos", 1000), 1000) == 2
    assert cores_at_best(found, "alerts", 1000) == pytest.approx(2 * 1e-4 * 2000 / 0.6)
    assert full_at(found, "alerts") == pytest.approx((0.3 - 0.005) / 0.01)


def test_where_the_machine_was_starved_nothing_is_concluded() -> None:
    found = measured()
    starved = _level(50, 0.0)
    starved["per_s"] |= {"rest_requests": 20.0}
    among = Measured({**found.document, "levels": [*found.levels, starved]})
    assert [among.kept_pace(level) for level in among.levels] == [True, True, True, False]
    assert among.rate("cpu.pos") == found.rate("cpu.pos")
    assert "| 50 sites (starved) |" in page(among)


def test_the_size_goes_with_the_sites() -> None:
    assert [size(sites) for sites in (1, 10, 100, 1000)] == ["small", "small", "standard", "large"]


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (0.01234, "0.012"), (9.96, "10"), (1234, "1,200"), (1.5, "1.5"), (2.0, "2")]
)
def test_two_figures_are_shown(value: float, shown: str) -> None:
    assert show(value) == shown


def test_the_page_has_a_row_for_every_part() -> None:
    text = page(measured())
    assert "| pos, replicas | 1 | 1 | 4 | 34 | 334 |" in text
    assert "| telemetry, replicas | 1 | 1 | 2 to 4 | 2 to 34 | 7 to 334 |" in text
    assert all(f"| {part.replace('_', '-')} |" in text for part in PARTS)
    assert "| device messages, a second | 4 | 40 | 400 | 4,000 | 40,000 |" in text
