"""What docs/data-retention.md says of settings and constants is what the code has, and no period is missing there."""

import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from motorway_kit.settings import Settings
from motorway_local.services import SERVICES

DOCUMENT = (Path(__file__).parents[4] / "docs" / "data-retention.md").read_text()
SETTING = re.compile(r"`([a-z_]+): ([A-Z_]+) = (\d+)`")
CONSTANT = re.compile(r"`([a-z_]+\.[a-z_.]+): ([A-Z_]+) = ([^`]+)`")
PERIOD = re.compile(r"_(days|hours)$")
DURATIONS = {"day": "days", "days": "days", "hours": "hours"}


def settings_of(package: str) -> type[Settings]:
    module = import_module(f"{package}.settings")
    candidates = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Settings)]
    (found,) = [value for value in candidates if value.__module__ == module.__name__]
    return found


def periods() -> Iterator[tuple[str, str, int]]:
    """Every setting of a service that is a number of days or hours, with its default."""
    for service in SERVICES:
        for name, field in settings_of(service.package).model_fields.items():
            if PERIOD.search(name):
                yield service.package, name.upper(), int(str(field.default))


def test_every_period_that_can_be_set_is_told_with_its_default() -> None:
    told = {(package, name, int(days)) for package, name, days in SETTING.findall(DOCUMENT)}
    assert told == set(periods())


def test_constants_are_what_is_told() -> None:
    found = CONSTANT.findall(DOCUMENT)
    assert len(found) == 4
    for module, name, told in found:
        value = getattr(import_module(module), name)
        assert value == (_duration(told) if isinstance(value, timedelta) else told), f"{module}.{name}"


def _duration(text: str) -> timedelta:
    count, unit = text.split()
    return timedelta(**{DURATIONS[unit]: int(count)})


@pytest.mark.parametrize("service", [service.name for service in SERVICES])
def test_every_service_has_its_rows(service: str) -> None:
    assert f"| {service} |" in DOCUMENT
