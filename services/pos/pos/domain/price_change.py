"""How a price set comes into force: what rises is shown on the sign first, then the pumps are switched, then the sign
shows everything. Decides; does nothing itself. The rule is in docs/adr/0033-prices.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pos.domain.price import PriceMissing, Prices, PriceSet, PriceSetState, nozzle_prices
from pos.domain.site import SELF_SERVICE, Site

SIGN_PATIENCE = timedelta(seconds=60)
"""How long pumps wait for a sign that has not confirmed what rises."""
LEASE = timedelta(seconds=45)
"""Longer than the orders of one piece of work can take."""
FIRST_RETRY_S, LONGEST_RETRY_S = 5, 300
NO_SIGN = "unsupported_command"
"""The controller's refusal where it drives no sign."""
MISSING = "price_missing"

Wanted = Mapping[str, int]
"""Nozzle or grade → unit price."""


class WorkKind(StrEnum):
    SIGN = "sign"
    PUMP = "pump"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Work:
    """What a sign or a pump should have, and what is left to do for it.

    `round` grows when something else is wanted, `attempts` with each try: an answer counts only for its own round and
    attempt. `due_at` None: nothing is left. `reason`: why it is not confirmed; empty when it was not tried yet.
    `closed`: it was ordered Closed for that. `prices` None: the set has none for something that the pump gives.
    """

    site_id: str
    kind: WorkKind
    pump: int
    price_set: int
    prices: Wanted | None
    round: int = 0
    attempts: int = 0
    due_at: datetime | None = None
    confirmed_at: datetime | None = None
    reason: str = ""
    closed: bool = False
    shown: Wanted | None = None
    shown_at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def tried(self) -> bool:
        return self.confirmed or self.reason != ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a site is. `due`: scheduled sets whose time has come, in order of it."""

    site: Site
    in_force: PriceSet | None = None
    sending: PriceSet | None = None
    due: tuple[PriceSet, ...] = ()
    sign: Work | None = None
    check: Work | None = None
    pumps: tuple[Work, ...] = ()


class Step(StrEnum):
    BEGIN = "begin"
    """The newest set that is due is sent; the others that are due are superseded."""
    SWITCH = "switch"
    """It comes into force, and the pumps get it."""
    SHOW = "show"
    """Every pump was tried: the sign shows all prices."""
    RENEW = "renew"
    """The site's configuration has changed: the pumps' prices are worked out again."""


def next_step(progress: Progress, now: datetime) -> Step | None:
    """None: nothing can be done but to wait."""
    if progress.sending is not None:
        return Step.SWITCH if may_switch(progress.sending, progress.sign, now) else None
    if progress.due:
        return Step.BEGIN
    if progress.in_force is None:
        return None
    if progress.in_force.site_version != progress.site.version:
        return Step.RENEW
    untried = progress.in_force.tried_at is None
    return Step.SHOW if untried and all(pump.tried for pump in progress.pumps) else None


def may_switch(sending: PriceSet, sign: Work | None, now: datetime) -> bool:
    """Whether the sign shows what rises, need not, cannot, or was waited for long enough."""
    if sign is None or sign.price_set != sending.number or sign.confirmed or sign.reason == NO_SIGN:
        return True
    return now >= sending.since(PriceSetState.SENDING) + SIGN_PATIENCE


def sign_list(prices: Prices) -> dict[str, int]:
    """What a sign shows: a grade's self-service price, or the attended one where there is no other."""
    shown = {grade_id: price for (grade_id, _), price in prices.items()}
    return shown | {grade_id: price for (grade_id, level), price in prices.items() if level == SELF_SERVICE}


def shown_first(before: Prices, after: Prices) -> dict[str, int] | None:
    """What the sign shows until the pumps are switched: what rises is new, the rest as before. None: nothing rises."""
    old, new = sign_list(before), sign_list(after)
    rising = {grade_id: price for grade_id, price in new.items() if grade_id in old and price > old[grade_id]}
    return old | rising if rising else None


def sign_work(sign: Work | None, price_set: PriceSet, prices: Wanted, now: datetime) -> Work:
    """The sign should show this now; nothing is left to do when it does."""
    if sign is not None and sign.prices == prices:
        return replace(sign, price_set=price_set.number)
    old = sign or Work(price_set.site_id, WorkKind.SIGN, 0, 0, None)
    return _anew(replace(old, price_set=price_set.number, prices=prices), now)


def pump_work(site: Site, price_set: PriceSet, pumps: Iterable[Work], now: datetime) -> tuple[Work, ...]:
    """What each pump with a nozzle should have. Work that is for the same set and prices stays as it is."""
    known = {work.pump: work for work in pumps}
    works = []
    for pump in site.pumps:
        try:
            prices = {str(nozzle): price for nozzle, price in nozzle_prices(pump, price_set.prices).items()}
        except PriceMissing:
            prices = None
        old = known.get(pump.number) or Work(site.site_id, WorkKind.PUMP, pump.number, 0, None)
        same = old.price_set == price_set.number and old.prices == prices
        work = old if same else _anew(replace(old, price_set=price_set.number, prices=prices), now)
        works += [work] if pump.nozzles else []
    return tuple(works)


def check_work(price_set: PriceSet, check: Work | None, now: datetime) -> Work:
    """The pumps are to be asked what they have."""
    old = check or Work(price_set.site_id, WorkKind.CHECK, 0, 0, {})
    return _anew(replace(old, price_set=price_set.number), now)


def again(work: Work, now: datetime) -> Work:
    """To be sent at once, whether it was confirmed or not."""
    return replace(_anew(work, now), reason=work.reason)


def shown_again(sign: Work, now: datetime) -> Work:
    """To be shown again at once; until it fails it counts as before."""
    return replace(sign, round=sign.round + 1, attempts=0, due_at=now)


def _anew(work: Work, now: datetime) -> Work:
    return replace(work, round=work.round + 1, attempts=0, due_at=now, confirmed_at=None, reason="")


def unconfirmed(pumps: Sequence[Work]) -> list[int]:
    return [work.pump for work in pumps if not work.confirmed]


def answered(work: Work, reason: str, now: datetime) -> Work:
    """After an attempt; without a reason it is confirmed. A pump that is still closed is left to be opened."""
    if reason:
        due_at = None if reason == NO_SIGN and work.kind is WorkKind.SIGN else now + retry_after(work.attempts)
        return replace(work, reason=reason, due_at=due_at, confirmed_at=None)
    due_at = now + retry_after(work.attempts) if work.closed else None
    done = replace(work, reason="", due_at=due_at, confirmed_at=now)
    return replace(done, shown=done.prices, shown_at=now) if done.kind is WorkKind.SIGN else done


def retry_after(attempts: int) -> timedelta:
    """5, 10, 20 s … 5 minutes after so many attempts."""
    return timedelta(seconds=min(FIRST_RETRY_S * 2 ** min(max(attempts - 1, 0), 10), LONGEST_RETRY_S))
