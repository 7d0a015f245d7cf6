from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from forecourt_simulator import customers
from forecourt_simulator.config import SiteConfig, generate_sites
from forecourt_simulator.rng import Stream

START_US = round(datetime(2026, 3, 2, tzinfo=UTC).timestamp() * 1e6)
DAY_US = 86_400_000_000


def a_site(**simulation: object) -> SiteConfig:
    document = generate_sites(1)[0].model_dump(mode="json")
    return SiteConfig.model_validate({**document, "simulation": simulation})


def arrivals(site: SiteConfig, days: int) -> list[int]:
    stream, at, found = Stream(1), START_US, []
    while (coming := customers.next_arrival_us(site, at, stream)) is not None and coming < START_US + days * DAY_US:
        at = coming
        found.append(at)
    return found


def test_as_many_come_as_the_site_says() -> None:
    assert len(arrivals(a_site(customers_per_hour=50), 30)) == pytest.approx(50 * 24 * 30, rel=0.03)


def test_they_come_by_the_local_hour() -> None:
    zone = ZoneInfo("Europe/London")
    hours = Counter(datetime.fromtimestamp(at / 1e6, zone).hour for at in arrivals(a_site(customers_per_hour=50), 30))
    assert hours[17] > 4 * hours[2]
    assert hours[8] > 1.5 * hours[21]


def test_nobody_comes_to_a_site_without_customers() -> None:
    assert customers.next_arrival_us(a_site(customers_per_hour=0), START_US, Stream(1)) is None


def test_plans_are_possible() -> None:
    site, stream = a_site(), Stream(1)
    plans = [customers.plan(site, site.pumps[0], {1: 1459, 2: 1609, 3: 1529}, stream) for _ in range(3000)]
    assert all(2_000 <= plan.target_ml <= customers.MAX_FUELLING_ML for plan in plans)
    assert all(35 <= plan.flow_l_min <= 40 for plan in plans)
    assert {plan.nozzle for plan in plans} == {1, 2, 3}
    assert 0.2 < sum(plan.limited for plan in plans) / 3000 < 0.3
