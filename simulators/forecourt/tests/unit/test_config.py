import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from forecourt_simulator.config import generate_sites, load_sites, parse_sites
from forecourt_simulator.errors import InvalidInput

SITE: dict[str, Any] = {
    "site_id": "m1-test",
    "currency": "GBP",
    "grades": [{"grade_id": "e10"}, {"grade_id": "diesel"}],
    "tanks": [
        {"number": 1, "grade_id": "e10", "capacity_ml": 3e7, "max_safe_fill_ml": 2.9e7, "diameter_tenth_mm": 25000}
    ],
    "pumps": [{"number": 1, "nozzles": [{"number": 1, "grade_id": "e10", "tank": 1}]}],
}


def changed(path: str, value: object) -> dict[str, Any]:
    site = copy.deepcopy(SITE)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = site
    for part in way:
        place = place[part]
    place[last] = value
    return site


def test_a_file_of_the_platform_shape_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sites.yaml"
    file.write_text(
        yaml.safe_dump({"sites": [{**SITE, "version": 3, "simulation": {"unit_prices_milli": {"e10": 1}}}]})
    )
    [site] = load_sites(file)
    assert (site.unit_price_milli("e10"), site.unit_price_milli("diesel"), site.customers_per_hour) == (1, 1529, 6.0)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("pumps.0.nozzles.0.tank", 9, "tank and grade do not fit"),
        ("pumps.0.nozzles.0.grade_id", "diesel", "tank and grade do not fit"),
        ("tanks.0.grade_id", "lpg", "unknown grade lpg"),
        ("tanks.0.capacity_ml", 0, "capacity_ml"),
        ("site_id", "M1 Test", "site_id"),
        ("currency", "XYZ", "XYZ"),
        ("pumps.0.nozzles", [], "nozzles"),
    ],
)
def test_a_contradiction_is_refused_with_its_place(path: str, value: object, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        parse_sites([changed(path, value)])


def test_a_site_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="twice"):
        parse_sites([SITE, SITE])


def test_a_file_without_sites_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sites.yaml"
    file.write_text("[]")
    with pytest.raises(InvalidInput, match="sites"):
        load_sites(file)


def test_any_number_of_sites_can_be_made() -> None:
    sites = generate_sites(1000, pumps=2)
    assert (len(sites), sites[-1].site_id, len(sites[0].pumps)) == (1000, "sim-1000", 2)
