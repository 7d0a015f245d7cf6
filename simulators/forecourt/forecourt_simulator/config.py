"""The forecourts to simulate: the platform's site shape plus an optional `simulation` section per site."""

import functools
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from forecourt_simulator.errors import InvalidInput
from forecourt_simulator.fuel import Family, family, minor_digits

SITE_ID = r"^[a-z0-9][a-z0-9-]{0,62}$"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Authorisation(StrEnum):
    """Who releases a pump: an attendant at the pump, only the platform, or the attendant while nobody can ask it."""

    STAND_ALONE = "stand_alone"
    POS = "pos"
    FALLBACK = "fallback"


class GradeConfig(_Model):
    grade_id: str
    name: str = ""


class TankConfig(_Model):
    number: int = Field(ge=1)
    grade_id: str
    capacity_ml: int = Field(gt=0)
    max_safe_fill_ml: int = Field(gt=0)
    diameter_tenth_mm: int = Field(gt=0)


class NozzleConfig(_Model):
    """Of what it gives, `second_tank` (0: none) gives `second_tank_per_mille`, `tank` the rest."""

    number: int = Field(ge=1)
    grade_id: str
    tank: int
    second_tank: int = 0
    second_tank_per_mille: int = Field(default=0, ge=0, le=1000)


class PumpConfig(_Model):
    number: int = Field(ge=1)
    nozzles: tuple[NozzleConfig, ...] = Field(min_length=1)


class Simulation(_Model):
    """How a site behaves. Intervals in seconds, shares from 0 to 1, prices in thousandths per litre."""

    customers_per_hour: float | None = Field(default=None, ge=0)
    unit_prices_milli: dict[str, int] = {}
    grade_weights: dict[str, float] = {}
    authorisation: Authorisation = Authorisation.STAND_ALONE
    authorisation_delay_s: float = Field(default=4.0, gt=0)
    authorisation_timeout_s: float = Field(default=120.0, gt=0)
    patience_min_s: float = Field(default=120.0, gt=0)
    patience_max_s: float = Field(default=300.0, gt=0)
    prepaid_no_show_share: float = Field(default=0.0, ge=0, le=1)
    under_delivery_share: float = Field(default=0.25, ge=0, le=1)
    pre_authorised_share: float = 0.05
    local_preset_share: float = 0.25
    change_of_mind_share: float = 0.02
    zero_transaction_share: float = 0.02
    suspended_share: float = 0.01
    store_zero_transactions: bool = True
    flow_min_l_min: float = 35.0
    flow_max_l_min: float = 40.0
    tank_reading_interval_s: float = Field(default=10.0, gt=0)
    sample_interval_s: float = Field(default=10.0, gt=0)
    batch_interval_s: float = Field(default=60.0, gt=0)
    initial_fill_min: float = Field(default=0.45, ge=0, le=1)
    initial_fill_max: float = Field(default=0.85, ge=0, le=1)
    reorder_fill: float = Field(default=0.30, ge=0, le=1)
    delivery_lead_min_h: float = 1.0
    delivery_lead_max_h: float = 4.0
    delivery_rate_l_min: float = Field(default=900.0, gt=0)
    thermal_expansion: bool = True


class SiteConfig(_Model):
    site_id: str = Field(pattern=SITE_ID)
    name: str = ""
    time_zone: str = "UTC"
    currency: str
    grades: tuple[GradeConfig, ...] = Field(min_length=1)
    tanks: tuple[TankConfig, ...] = Field(min_length=1)
    pumps: tuple[PumpConfig, ...] = Field(min_length=1)
    simulation: Simulation = Simulation()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        grades = {grade.grade_id for grade in self.grades}
        grade_of = {tank.number: tank.grade_id for tank in self.tanks}
        _refuse_twice("tank", [tank.number for tank in self.tanks])
        _refuse_twice("pump", [pump.number for pump in self.pumps])
        for tank in self.tanks:
            if tank.grade_id not in grades:
                raise ValueError(f"tank {tank.number} holds unknown grade {tank.grade_id}")
        for pump in self.pumps:
            _refuse_twice(f"pump {pump.number} nozzle", [nozzle.number for nozzle in pump.nozzles])
            for nozzle in pump.nozzles:
                if not _fits(nozzle, grade_of):
                    raise ValueError(f"pump {pump.number} nozzle {nozzle.number}: tank and grade do not fit")
        return self

    @property
    def customers_per_hour(self) -> float:
        """Daily mean; 6 for each pump unless the site says otherwise."""
        told = self.simulation.customers_per_hour
        return 6.0 * len(self.pumps) if told is None else told

    @property
    def minor_digits(self) -> int:
        return minor_digits(self.currency)

    def unit_price_milli(self, grade_id: str) -> int:
        """The site's price, else a usual British one, premium grades 150 dearer."""
        if grade_id in self.simulation.unit_prices_milli:
            return self.simulation.unit_prices_milli[grade_id]
        base = 1529 if family(grade_id) is Family.DIESEL else 1459
        return base + 150 if is_premium(grade_id) else base

    def grade_weight(self, grade_id: str) -> float:
        """Share of customers who want the grade, relative."""
        if grade_id in self.simulation.grade_weights:
            return self.simulation.grade_weights[grade_id]
        return 0.25 if is_premium(grade_id) else 1.0


def _fits(nozzle: NozzleConfig, grade_of: Mapping[int, str]) -> bool:
    """What is mixed from two tanks may be a grade that neither holds."""
    if nozzle.second_tank:
        return {nozzle.tank, nozzle.second_tank} <= grade_of.keys()
    return grade_of.get(nozzle.tank) == nozzle.grade_id


@functools.cache
def is_premium(grade_id: str) -> bool:
    return any(word in grade_id.lower() for word in ("super", "premium", "plus", "97", "98", "99"))


def _refuse_twice(what: str, numbers: list[int]) -> None:
    twice = [number for number, times in Counter(numbers).items() if times > 1]
    if twice:
        raise ValueError(f"{what} {twice[0]} is configured twice")


def load_sites(path: Path) -> list[SiteConfig]:
    """Sites of a YAML file with a list under `sites`. Raises InvalidInput with the place of the error."""
    try:
        document = yaml.safe_load(path.read_text())
    except (OSError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path}: {error}") from error
    listed = document.get("sites") if isinstance(document, dict) else None
    if not isinstance(listed, list) or not listed:
        raise InvalidInput(f"{path}: no list of sites under `sites`")
    return parse_sites(listed)


def parse_sites(listed: list[object]) -> list[SiteConfig]:
    """Checks the sites. Raises InvalidInput naming the field."""
    try:
        sites = [SiteConfig.model_validate(item) for item in listed]
        _refuse_twice_named([site.site_id for site in sites])
        for site in sites:
            minor_digits(site.currency)
    except (ValidationError, ValueError) as error:
        raise InvalidInput(str(error)) from error
    return sites


def _refuse_twice_named(names: list[str]) -> None:
    if len(set(names)) != len(names):
        raise ValueError("a site_id is used twice")


def generate_sites(count: int, pumps: int = 8) -> list[SiteConfig]:
    """`count` sites sim-0001 … with four tanks each and three nozzles at every pump."""
    return parse_sites([_generated(number, pumps) for number in range(1, count + 1)])


def _generated(number: int, pumps: int) -> object:
    tanks = [("unleaded-95", 40_000), ("diesel", 50_000), ("super-97", 20_000), ("diesel", 30_000)]
    return {
        "site_id": f"sim-{number:04d}",
        "name": f"Simulated site {number}",
        "time_zone": "Europe/London",
        "currency": "GBP",
        "grades": [{"grade_id": grade} for grade in ("unleaded-95", "super-97", "diesel")],
        "tanks": [_generated_tank(tank, *tanks[tank - 1]) for tank in range(1, 5)],
        "pumps": [_generated_pump(pump) for pump in range(1, pumps + 1)],
    }


def _generated_tank(number: int, grade: str, capacity_l: int) -> object:
    return {
        "number": number,
        "grade_id": grade,
        "capacity_ml": capacity_l * 1000,
        "max_safe_fill_ml": capacity_l * 970,
        "diameter_tenth_mm": 25_000,
    }


def _generated_pump(number: int) -> object:
    diesel_tank = 2 if number % 2 else 4
    nozzles = [("unleaded-95", 1), ("super-97", 3), ("diesel", diesel_tank)]
    listed = [{"number": n, "grade_id": g, "tank": t} for n, (g, t) in enumerate(nozzles, start=1)]
    return {"number": number, "nozzles": listed}
