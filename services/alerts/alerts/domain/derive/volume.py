"""Volume at 15 °C: ASTM D1250-80 table 54B, and the density at 15 °C by table 53B."""

import math

BASE_C = 15.0
USUAL_DENSITY = {"diesel": 836.0, "gas": 836.0, "heating": 845.0, "hvo": 780.0}
PETROL_DENSITY = 745.0
_GASOLINE, _KEROSENE, _DIESEL = (346.4228, 0.4388), (594.5418, 0.0), (186.9696, 0.4862)


def expansion_per_c(density_15: float) -> float:
    """Alpha of table 54B for a density in kg/m³ at 15 °C."""
    if 770.0 <= density_15 < 787.5:
        return -0.00336312 + 2680.3206 / density_15**2
    k0, k1 = _GASOLINE if density_15 < 770.0 else _KEROSENE if density_15 < 838.5 else _DIESEL
    return k0 / density_15**2 + k1 / density_15


def correction(density_15: float, temperature_c: float) -> float:
    """VCF = exp(-a·ΔT·(1 + 0.8·a·ΔT)), a being alpha; times the observed volume gives the volume at 15 °C."""
    alpha, delta = expansion_per_c(density_15), temperature_c - BASE_C
    return math.exp(-alpha * delta * (1.0 + 0.8 * alpha * delta))


def density_at_15(observed: float, temperature_c: float) -> float:
    """From a density in kg/m³ that a gauge measured at this temperature; three steps reach 0.001 kg/m³."""
    density = observed
    for _ in range(3):
        density = observed / correction(density, temperature_c)
    return density


def usual_density(grade: str) -> float:
    """kg/m³ at 15 °C of a fuel that nobody measured."""
    return next((density for word, density in USUAL_DENSITY.items() if word in grade.lower()), PETROL_DENSITY)
