"""Which requests go wrong, and how. Rules are set at the control port."""

from collections.abc import Iterable
from enum import StrEnum
from fnmatch import fnmatchcase

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr


class Do(StrEnum):
    """What befalls a request. What is named first happens before the application has seen it."""

    DROP_BEFORE = "drop_before"
    ERROR_BEFORE = "500_before"
    IN_USE = "409"
    TOO_MANY = "429"
    DROP_AFTER_COMMIT = "drop_after_commit"
    ERROR_AFTER_COMMIT = "500_after_commit"
    DELAY = "delay"
    GARBAGE = "garbage_body"


class Match(BaseModel):
    """Which requests: method, path with * for any text (empty: all), from the nth of them on."""

    model_config = ConfigDict(extra="forbid")

    method: str = ""
    path: str = ""
    nth: int = Field(default=1, ge=1)

    def fits(self, method: str, path: str) -> bool:
        return self.method.upper() in ("", method) and (not self.path or fnmatchcase(path, self.path))


class Rule(BaseModel):
    """`times` requests go wrong. `delay_s`, of real time: so long nothing is done about a delayed request."""

    model_config = ConfigDict(extra="forbid")

    match: Match = Match()
    do: Do
    times: int = Field(default=1, ge=1)
    delay_s: float = Field(default=0.0, ge=0, le=120)
    _seen: int = PrivateAttr(0)
    _done: int = PrivateAttr(0)

    def hits(self, method: str, path: str) -> bool:
        """Counts the request when it is one that the rule speaks of. True when it is to go wrong."""
        if not self.match.fits(method, path):
            return False
        self._seen += 1
        if self._seen < self.match.nth or self.is_spent:
            return False
        self._done += 1
        return True

    @property
    def is_spent(self) -> bool:
        return self._done >= self.times


class Rules:
    """The rules in force; the first that hits decides, and those after it do not see the request."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = list(rules)

    def hit(self, method: str, path: str) -> Rule | None:
        found = next((rule for rule in self.rules if rule.hits(method, path)), None)
        self.rules = [rule for rule in self.rules if not rule.is_spent]
        return found
