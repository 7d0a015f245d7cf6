"""Series that nobody measures: what follows from readings, states, totalisers and the site's equipment.

Of a tank: product_volume_l, ullage_l (below Max_Safe_Fill_Capacity), fill_ratio (of it), days_left, delivering (1, 0),
delivered_l, unexplained_l, unexplained_1h_l, slow_loss_24h_l, sold_24h_l. Of a pump: flow_of_3_l_min.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError

from alerts.domain.derive.equipment import Equipment, equipment
from alerts.domain.derive.pump import PumpWork
from alerts.domain.derive.site import INPUTS, SiteWork, Stocks
from alerts.domain.engine.state import StateRow
from alerts.domain.observation import Observation
from alerts.domain.rules.facts import SiteFacts

__all__ = ["DERIVED", "INPUTS", "Deriver"]

DERIVED = frozenset(
    {
        "product_volume_l",
        "ullage_l",
        "fill_ratio",
        "days_left",
        "delivering",
        "delivered_l",
        "unexplained_l",
        "unexplained_1h_l",
        "slow_loss_24h_l",
        "sold_24h_l",
        "flow_of_3_l_min",
    }
)
SAVE_US = 300_000_000
_STOCKS = TypeAdapter(Stocks)
_PUMPS = TypeAdapter(dict[int, PumpWork])


class Deriver:
    """Give it every observation in INPUTS; what it answers is observed after it.

    The rows to be stored are of the "devices" stocks and pumps of a site: pumps with every state, stocks every five
    minutes of receipt, because totalisers bring them up to date after a restart.
    """

    def __init__(self, facts: Iterable[SiteFacts], stored: Iterable[StateRow] = ()) -> None:
        self._equipment: dict[str, Equipment] = {}
        self._sites: dict[str, SiteWork] = {}
        self._saved_us: dict[str, int] = {}
        self._dirty: dict[tuple[str, str], bytes | None] = {}
        for row in stored:
            _load(self._sites.setdefault(row.site, SiteWork()), row)
        for each in facts:
            self.set_facts(each)

    def set_facts(self, facts: SiteFacts) -> None:
        """The site is another, or new."""
        known = self._equipment[facts.site] = equipment(facts)
        work = self._sites.get(facts.site)
        if work is not None and work.keep_only(known):
            self._dirty[facts.site, "pumps"] = _PUMPS.dump_json(work.pumps)
            self._dirty[facts.site, "stocks"] = _STOCKS.dump_json(work.stocks)

    def forget_site(self, site: str) -> None:
        self._equipment.pop(site, None)
        self._saved_us.pop(site, None)
        if self._sites.pop(site, None) is not None:
            self._dirty[site, "stocks"] = self._dirty[site, "pumps"] = None

    def observe(self, seen: Observation) -> list[Observation]:
        """What follows, of the same device at the same time; nothing at a site whose equipment is not known."""
        equipment = self._equipment.get(seen.site)
        if equipment is None or seen.metric not in INPUTS:
            return []
        work = self._sites.get(seen.site)
        if work is None:
            work = self._sites[seen.site] = SiteWork()
        derived = [
            Observation(seen.site, seen.device, metric, seen.time_us, value, seen.received_us)
            for metric, value in work.follow(seen, equipment)
        ]
        self._remember(seen, work)
        return derived

    def take_dirty(self) -> Sequence[StateRow]:
        """What must be stored since the last call."""
        rows = [StateRow(site, part, state) for (site, part), state in self._dirty.items()]
        self._dirty = {}
        return rows

    def _remember(self, seen: Observation, work: SiteWork) -> None:
        if seen.metric == "state":
            self._dirty[seen.site, "pumps"] = _PUMPS.dump_json(work.pumps)
        if seen.received_us >= self._saved_us.setdefault(seen.site, seen.received_us) + SAVE_US:
            self._saved_us[seen.site] = seen.received_us
            self._dirty[seen.site, "stocks"] = _STOCKS.dump_json(work.stocks)


def _load(work: SiteWork, row: StateRow) -> None:
    """What cannot be understood any more begins anew."""
    with suppress(ValidationError):
        if row.device == "stocks" and row.state is not None:
            work.stocks = _STOCKS.validate_json(row.state)
        elif row.state is not None:
            work.pumps = _PUMPS.validate_json(row.state)
