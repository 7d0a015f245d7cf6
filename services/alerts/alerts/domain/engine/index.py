"""Which rules look at what, so that a value meets only those that look at it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from alerts.domain.engine.bound import Binder, metrics_of
from alerts.domain.rules.document import Happened, RuleDocument
from alerts.domain.rules.expressions import Expression, compiled


class Role(NamedTuple):
    """What a type of occurrence is for a rule about happenings."""

    binder: Binder
    begins: bool
    where: Expression | None


class Index:
    """`kinds` are the rules about series by the kind of device, `metrics` the kinds of devices by metric."""

    def __init__(self, rules: Iterable[RuleDocument], known: "Index | None" = None) -> None:
        """What `known` has of the same rules is used again."""
        old = {} if known is None else known.binders
        self.binders: dict[str, Binder] = {}
        self.kinds: dict[str, list[Binder]] = defaultdict(list)
        self.metrics: dict[str, set[str]] = defaultdict(set)
        self.roles: dict[str, list[Role]] = defaultdict(list)
        for rule in rules:
            before = old.get(rule.rule_id)
            self._add(before if before is not None and before.rule == rule else Binder(rule))

    def _add(self, binder: Binder) -> None:
        when = binder.rule.when
        self.binders[binder.rule.rule_id] = binder
        if isinstance(when, Happened):
            self.roles[when.type].append(Role(binder, True, _where(when.where)))  # noqa: FBT003
            for ending in when.ends:
                self.roles[ending.type].append(Role(binder, False, _where(ending.where)))  # noqa: FBT003
        else:
            self.kinds[when.device].append(binder)
            for metric in metrics_of(when):
                self.metrics[metric].add(when.device)

    def changed(self, other: "Index") -> set[str]:
        """The ids of rules that are not the same in both."""
        ids = self.binders.keys() | other.binders.keys()
        return {rule_id for rule_id in ids if self.binders.get(rule_id) is not other.binders.get(rule_id)}


def _where(source: str | None) -> Expression | None:
    return None if source is None else compiled(source)
