"""Physical properties of motor fuels, and what a delivery costs."""

import functools
import math
from enum import StrEnum

from forecourt_simulator.errors import InvalidInput

REFERENCE_TEMPERATURE_C = 15.0

# ISO 4217 minor unit digits of the currencies a European or North American forecourt meets.
MINOR_DIGITS = {
    "BGN": 2, "CAD": 2, "CHF": 2, "CZK": 2, "DKK": 2, "EUR": 2, "GBP": 2, "HUF": 2, "ISK": 0, "JPY": 0,
    "NOK": 2, "PLN": 2, "RON": 2, "SEK": 2, "TRY": 2, "USD": 2, "KWD": 3,
}  # fmt: skip


class Family(StrEnum):
    PETROL = "petrol"
    DIESEL = "diesel"


DENSITY_15_KG_M3 = {Family.PETROL: 745.0, Family.DIESEL: 840.0}


@functools.cache
def family(grade_id: str) -> Family:
    """Diesel when the grade's id says so, petrol otherwise."""
    words = ("diesel", "dsl", "gas-oil", "gasoil", "hvo", "b7")
    return Family.DIESEL if any(word in grade_id.lower() for word in words) else Family.PETROL


def expansion_coefficient(density_15_kg_m3: float) -> float:
    """Alpha at 15 °C per °C (ASTM D1250-80, table 54B)."""
    rho = density_15_kg_m3
    if rho < 770.0:
        return 346.4228 / rho**2 + 0.4388 / rho
    if rho < 787.5:
        return -0.00336312 + 2680.3206 / rho**2
    if rho < 838.5:
        return 594.5418 / rho**2
    return 186.9696 / rho**2 + 0.4862 / rho


def volume_correction_factor(density_15_kg_m3: float, temperature_c: float) -> float:
    """VCF that turns an observed volume into the volume at 15 °C (ASTM D1250-80, table 54B)."""
    alpha = expansion_coefficient(density_15_kg_m3)
    delta = temperature_c - REFERENCE_TEMPERATURE_C
    return math.exp(-alpha * delta * (1.0 + 0.8 * alpha * delta))


def density_kg_m3(density_15_kg_m3: float, temperature_c: float) -> float:
    """Density at the given temperature: mass stays, volume does not."""
    return density_15_kg_m3 * volume_correction_factor(density_15_kg_m3, temperature_c)


def minor_digits(currency: str) -> int:
    """Digits after the point of a currency. Raises InvalidInput for one that is not listed."""
    if currency not in MINOR_DIGITS:
        raise InvalidInput(f"the number of minor digits of currency {currency} is not known")
    return MINOR_DIGITS[currency]


def amount_minor(volume_ml: int, unit_price_milli: int, digits: int) -> int:
    """Price of a volume in minor units, halves rounded up (Amount_Rounding_Type: arithmetic).

    `unit_price_milli` is in thousandths of the major unit per litre.
    """
    divisor: int = 10 ** (6 - digits)
    return (2 * volume_ml * unit_price_milli + divisor) // (2 * divisor)


def affordable_volume_ml(amount: int, unit_price_milli: int, digits: int) -> int:
    """Largest volume whose price is not above `amount` minor units.

    Its price is exactly `amount` unless a millilitre costs more than one minor unit.
    """
    divisor: int = 10 ** (6 - digits)
    return (2 * amount * divisor + divisor - 1) // (2 * unit_price_milli)


def volume_for_amount_ml(amount: int, unit_price_milli: int, digits: int) -> int:
    """Least volume whose price reaches `amount` minor units."""
    divisor: int = 10 ** (6 - digits)
    return -(-(2 * amount - 1) * divisor // (2 * unit_price_milli))
