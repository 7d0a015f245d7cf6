"""Reads a rule, and refuses it with a clear error before it can do harm."""

from collections.abc import Iterable, Mapping

from motorway_kit.errors import InvalidInput
from pydantic import ValidationError

from alerts.domain.rules import samples
from alerts.domain.rules.document import Compare, Compared, Happened, Happening, Override, RuleDocument, SeriesWhen
from alerts.domain.rules.expressions import BadExpression, Variables, compiled
from alerts.domain.rules.texts import is_known, names_in
from alerts.domain.rules.vocabulary import Vocabulary

KINDS = frozenset({"threshold", "rate", "window", "absence", "compare", "state", "event"})
SAID = {"device": "tank 1", "number": "1", "site_id": "sample", "rule": "rule"}
LIMITS = ("above", "below", "clear")
OVERRIDABLE = (*LIMITS, "for_s", "clear_for_s")


def parse_rule(data: Mapping[str, object], vocabulary: Vocabulary) -> RuleDocument:
    """The rule that the JSON-like `data` says. Raises InvalidInput, whose `field` is the path (`when.above`)."""
    try:
        rule = RuleDocument.model_validate(data)
    except ValidationError as error:
        raise _refused(error) from error
    if isinstance(rule.when, Happened):
        _check_happened(rule.when, vocabulary)
    else:
        _check_series(rule, rule.when)
    _check_text(rule, vocabulary)
    _check_overrides(rule)
    return rule


def _refused(error: ValidationError) -> InvalidInput:
    first = error.errors(include_url=False, include_input=False)[0]
    path = [str(part) for part in first["loc"]]
    tagged = len(path) > 1 and path[0] == "when"
    words = [part for place, part in enumerate(path) if not (tagged and place == 1 and part in KINDS)]
    field = ".".join(word for word in words if "[" not in word)
    return InvalidInput(f"{field or 'rule'}: {first['msg'].removeprefix('Value error, ')}", field=field or "rule")


def _check_series(rule: RuleDocument, when: SeriesWhen) -> None:
    if isinstance(when, Compare):
        tried = samples.with_metrics(when.device, when.metrics)
        _try(when.holds, list(tried), bool, "when.holds")
        if when.ends is not None:
            _try(when.ends, list(samples.with_metrics(when.device, when.metrics)), bool, "when.ends")
    if isinstance(when, Compared):
        _check_limits(when, samples.facts_of(when.device), "when")


def _check_limits(when: Compared, facts: Variables, path: str) -> None:
    found = {name: _number(getattr(when, name), facts, f"{path}.{name}") for name in LIMITS}
    above, below, clear = (found[name] for name in LIMITS)
    if clear is None:
        return
    if (above is not None and clear > above) or (below is not None and clear < below):
        raise InvalidInput("it must end on the other side of the limit", field=f"{path}.clear")


def _number(limit: float | str | None, facts: Variables, field: str) -> float | None:
    if not isinstance(limit, str):
        return limit
    _try(limit, [facts], float, field)
    return compiled(limit).number(facts)


def _check_happened(when: Happened, vocabulary: Vocabulary) -> None:
    _check_happening(Happening(type=when.type, where=when.where), vocabulary, "when")
    for place, ending in enumerate(when.ends):
        _check_happening(ending, vocabulary, f"when.ends.{place}")
    if when.severity_field and when.severity_field not in vocabulary.occurrences[when.type]:
        raise InvalidInput(f"{when.type} has no {when.severity_field}", field="when.severity_field")


def _check_happening(happening: Happening, vocabulary: Vocabulary, path: str) -> None:
    fields = vocabulary.occurrences.get(happening.type)
    if fields is None:
        raise InvalidInput(f"there is no occurrence {happening.type}", field=f"{path}.type")
    if happening.where is not None:
        _try(happening.where, samples.with_fields(fields), bool, f"{path}.where")


def _try(source: str, tried: Iterable[Variables], kind: type, field: str) -> None:
    try:
        compiled(source).try_on(tried, kind=kind)
    except BadExpression as error:
        raise InvalidInput(f"{field}: {error}", field=field) from error


def _check_text(rule: RuleDocument, vocabulary: Vocabulary) -> None:
    known = _said(rule, vocabulary)
    try:
        unknown = [name for name in names_in(rule.text) if not is_known(name, known)]
    except ValueError as error:
        raise InvalidInput(f"text: {error}", field="text") from error
    if unknown:
        raise InvalidInput(f"text: {unknown[0]} is not known; there are {', '.join(sorted(known))}", field="text")


def _said(rule: RuleDocument, vocabulary: Vocabulary) -> dict[str, object]:
    """What a text may name."""
    if isinstance(rule.when, Happened):
        fields = dict.fromkeys(vocabulary.occurrences[rule.when.type], "")
        return {**samples.facts_of("subject"), **fields, **SAID, "subject": "sale/1"}
    metrics = rule.when.metrics if isinstance(rule.when, Compare) else (rule.when.metric,)
    known = {**samples.facts_of(rule.when.device), **dict.fromkeys(metrics, 1.0), **SAID, "value": 1.0}
    return known | ({"limit": 1.0} if isinstance(rule.when, Compared) else {})


def _check_overrides(rule: RuleDocument) -> None:
    places = [(override.site, override.device) for override in rule.overrides]
    for number, override in enumerate(rule.overrides):
        path = f"overrides.{number}"
        if places.index(places[number]) != number:
            raise InvalidInput("there is another override for the same place", field=f"{path}.site")
        if rule.sites and override.site not in rule.sites:
            raise InvalidInput("the rule is not for that site", field=f"{path}.site")
        _check_override(rule, override, path)


def _check_override(rule: RuleDocument, override: Override, path: str) -> None:
    for name in OVERRIDABLE:
        if getattr(override, name) is not None and getattr(rule.when, name, None) is None:
            raise InvalidInput(f"the rule has no {name}", field=f"{path}.{name}")
    if isinstance(rule.when, Compared):
        changed = {name: getattr(override, name) for name in LIMITS if getattr(override, name) is not None}
        _check_limits(rule.when.model_copy(update=changed), samples.facts_of(rule.when.device), path)
