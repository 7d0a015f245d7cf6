"""Names of series: as rules say them, with the unit, and as telemetry stores them."""

from collections.abc import Mapping

STORED: Mapping[str, str] = {
    "product_level_mm": "product_level",
    "water_level_mm": "water_level",
    "temperature_c": "temperature",
    "density_kg_m3": "density",
    "total_observed_volume_l": "total_observed_volume",
    "water_volume_l": "water_volume",
    "flow_rate_l_min": "flow_rate",
    "running_volume_l": "running_volume",
    "volume_total_l": "volume_total",
}
"""The metric of telemetry for that of a rule, where they differ."""
SAID: Mapping[str, str] = {stored: said for said, stored in STORED.items()}


def stored_metric(metric: str) -> str:
    """As telemetry calls it."""
    return STORED.get(metric, metric)


def said_metric(metric: str) -> str:
    """As rules call it; a batch of a device may use either name."""
    return SAID.get(metric, metric)
