"""Series names as small numbers: a bounded map from (site, device, metric) to slots, and from slots to series ids."""

from array import array
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from telemetry.domain.readings import Int32s

MOST_SERIES = 200_000


class SeriesName(NamedTuple):
    site: str
    device: str
    metric: str


class SeriesMap:
    """What is known of the series, in memory. A slot is valid until `make_room` is called."""

    def __init__(self, most: int = MOST_SERIES) -> None:
        self._most = most
        self._clear()

    def _clear(self) -> None:
        self._sites: dict[str, dict[tuple[str, str], int]] = {}
        self._names: list[SeriesName] = []
        self._ids = array("i")
        self._tables: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Int32s] = {}

    def __len__(self) -> int:
        return len(self._names)

    def make_room(self) -> None:
        """Forget everything once there is too much of it."""
        if len(self._names) >= self._most or len(self._tables) >= self._most // 20:
            self._clear()

    def slot(self, site: str, device: str, metric: str) -> int:
        site_slots = self._sites.setdefault(site, {})
        slot = site_slots.get((device, metric))
        if slot is None:
            slot = site_slots[device, metric] = len(self._names)
            self._names.append(SeriesName(site, device, metric))
            self._ids.append(0)
        return slot

    def table(self, site: str, devices: tuple[str, ...], metrics: tuple[str, ...]) -> Int32s:
        """A table for one layout of batches, by device, then metric: the slot, or -1 where none was asked for yet."""
        key = (site, devices, metrics)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = np.full(len(devices) * len(metrics), -1, np.int32)
        return table

    def ids(self, slots: Int32s) -> Int32s:
        """The series id of each slot; 0 where it is not known."""
        return np.frombuffer(self._ids, np.int32)[slots] if len(self._ids) else np.empty(0, np.int32)

    def unknown(self, slots: Int32s) -> list[SeriesName]:
        """The names among these slots whose id is not known."""
        return [self._names[slot] for slot in np.unique(slots[self.ids(slots) == 0])]

    def learn(self, ids: Mapping[SeriesName, int]) -> None:
        for name, series_id in ids.items():
            self._ids[self.slot(*name)] = series_id
