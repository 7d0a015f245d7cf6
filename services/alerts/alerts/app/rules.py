"""What can be done with the rules by which alerts are raised.

A rule for every site is managed by whoever may do so everywhere; a rule for some sites by whoever may do so at each of
them. What is otherwise at one site is set by whoever may do so there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from motorway_access.caller import Caller, NotAllowed, current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.log import get_logger

from alerts.db import rules as store
from alerts.db.rules import Origin, RuleVersion, Search, StoredRule
from alerts.domain.rules.checking import parse_rule
from alerts.domain.rules.document import RuleDocument
from alerts.domain.rules.library import plain
from alerts.library import library
from alerts.parts import Alerts
from alerts.signals.vocabulary import vocabulary

log = get_logger(__name__)

READ, MANAGE = Operation.ALERT_RULES_READ, Operation.ALERT_RULES_MANAGE
MAX_RULES = 1000
MAX_REASON = 300


class AlertRuleNotFound(NotFound):
    """There is no rule of that id."""


class VersionMismatch(Conflict):
    """Another version is stored than the one that was to be changed."""


class TooManyRules(Conflict):
    """There are as many rules as there may be."""


@dataclass(frozen=True)
class Wish:
    """Who changes a rule says why, and may say which version it is that is changed (0: none is there)."""

    reason: str = ""
    expected_version: int | None = None


class Changed(NamedTuple):
    """The rule as it is now, and as it was; None where there is none."""

    rule: StoredRule
    previous: StoredRule | None


class Ready(NamedTuple):
    """A rule of the library. `followed`: the stored one is this."""

    rule: RuleDocument
    followed: bool
    deleted: bool


async def active_rules(db: "Pool | Connection") -> list[RuleDocument]:
    """Those that are evaluated. One that this program cannot read any more is left out, and the log says so."""
    rules = []
    for stored in await store.all_rules(db):
        try:
            rules.append(read_rule(stored))
        except InvalidInput as error:
            log.warning("a stored rule cannot be used", rule=stored.rule_id, error=error.message)
    return rules


def read_rule(stored: StoredRule) -> RuleDocument:
    """Raises InvalidInput."""
    return parse_rule({**stored.document, "version": stored.version}, vocabulary())


async def list_rules(db: Pool, search: Search, limit: int) -> tuple[list[StoredRule], bool]:
    """Those that look at a site of the caller, and whether there are more."""
    if not search.text.isprintable():
        raise InvalidInput("search has characters that cannot be printed", field="search")
    scope = current_caller().narrowed(READ, [search.site] if search.site else [])
    found = await store.list_rules(db, search, scope.listed, limit + 1)
    return found[:limit], len(found) > limit


async def get_rule(db: Pool, rule_id: str) -> StoredRule:
    """Raises AlertRuleNotFound, NotAllowed."""
    stored = _found(await store.get_rule(db, rule_id), rule_id)
    _require_one(current_caller(), sites_of(stored))
    return stored


async def put_rule(parts: Alerts, rule_id: str, document: Mapping[str, Any], wish: Wish) -> Changed:
    """Create or replace it; the same again changes nothing.

    Raises InvalidInput, VersionMismatch, TooManyRules, NotAllowed.
    """
    rule = parse_rule({**document, "rule_id": rule_id, "version": 1}, vocabulary())
    _check_lines(rule)
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        stored = await store.get_rule(conn, rule_id)
        live = stored if stored and not stored.deleted else None
        _require_version(live, wish)
        _require_all(current_caller(), rule.sites)
        if live is not None:
            _require_all(current_caller(), sites_of(live))
        elif len(await store.all_rules(conn)) >= MAX_RULES:
            raise TooManyRules(f"there are {MAX_RULES} rules already")
        return await _saved(conn, parts, (stored, live), rule, wish)


async def set_overrides(
    parts: Alerts, rule_id: str, site: str, overrides: Sequence[Mapping[str, Any]], wish: Wish
) -> Changed:
    """Replace what is otherwise at the site. Raises AlertRuleNotFound, InvalidInput, VersionMismatch, NotAllowed."""
    current_caller().require(MANAGE, site)
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        stored = _found(await store.get_rule(conn, rule_id), rule_id)
        _require_version(stored, wish)
        kept = [each for each in stored.document["overrides"] if each["site"] != site]
        wanted = [*kept, *({**each, "site": site} for each in overrides)]
        rule = parse_rule({**stored.document, "overrides": wanted, "version": 1}, vocabulary())
        return await _saved(conn, parts, (stored, stored), rule, wish)


async def delete_rule(parts: Alerts, rule_id: str, wish: Wish) -> StoredRule | None:
    """What was there; None when it was deleted already. Raises AlertRuleNotFound, VersionMismatch, NotAllowed."""
    async with transaction(parts.db) as conn:
        await store.lock(conn)
        stored = await store.get_rule(conn, rule_id)
        if stored is None:
            raise AlertRuleNotFound("there is no such rule", rule=rule_id)
        _require_all(current_caller(), sites_of(stored))
        if stored.deleted:
            return None
        _require_version(stored, wish)
        await store.save_rule(conn, _changed(parts, stored, deleted=True), _reason(wish))
    return stored


async def list_versions(db: Pool, rule_id: str, before: int, limit: int) -> tuple[list[RuleVersion], bool]:
    """Newest first, below the version `before` (0: all), and whether there are more.

    Raises AlertRuleNotFound, NotAllowed.
    """
    stored = await store.get_rule(db, rule_id)
    if stored is None:
        raise AlertRuleNotFound("there is no such rule", rule=rule_id)
    _require_one(current_caller(), sites_of(stored))
    found = await store.list_versions(db, rule_id, before, limit + 1)
    return found[:limit], len(found) > limit


async def ready_rules(db: Pool) -> list[Ready]:
    """The library, by id."""
    current_caller().require(READ)
    stored = {rule.rule_id: rule for rule in await store.all_rules(db, deleted=True)}
    return [_ready(rule, stored.get(rule_id)) for rule_id, rule in sorted(library().items())]


def sites_of(stored: StoredRule) -> Sequence[str]:
    """Where it looks; none: everywhere."""
    sites: list[str] = stored.document["sites"]
    return sites


def _ready(rule: RuleDocument, stored: StoredRule | None) -> Ready:
    deleted = stored is not None and stored.deleted
    return Ready(rule, stored is not None and not deleted and stored.document == plain(rule), deleted)


async def _saved(
    conn: Connection,
    parts: Alerts,
    known: tuple[StoredRule | None, StoredRule | None],
    rule: RuleDocument,
    wish: Wish,
) -> Changed:
    """`known` is what is stored, a deleted rule too, and what of it is there."""
    stored, live = known
    document = plain(rule)
    if live is not None and live.document == document:
        return Changed(live, live)
    ready = library().get(rule.rule_id)
    origin = Origin.OWN if ready is None else Origin.LIBRARY
    new = StoredRule(rule.rule_id, 0, document, origin, changed_at=parts.clock(), changed_by="")
    modified = ready is not None and document != plain(ready)
    saved = replace(_changed(parts, stored or new), document=document, origin=origin, modified=modified, deleted=False)
    await store.save_rule(conn, saved, _reason(wish))
    return Changed(saved, live)


def _changed(parts: Alerts, stored: StoredRule, *, deleted: bool = False) -> StoredRule:
    by = current_caller().name
    return replace(stored, version=stored.version + 1, deleted=deleted, changed_at=parts.clock(), changed_by=by)


def _check_lines(rule: RuleDocument) -> None:
    """Raises InvalidInput for what is no line of text; a response may have several."""
    lines = {"name": rule.name, "text": rule.text, "response": rule.response.replace("\n", " ")}
    for field, line in lines.items():
        if not line.isprintable():
            raise InvalidInput(f"{field} has characters that cannot be printed", field=field)


def _reason(wish: Wish) -> str:
    if len(wish.reason) > MAX_REASON or not wish.reason.isprintable():
        raise InvalidInput(f"reason must be one line of at most {MAX_REASON} characters", field="reason")
    return wish.reason


def _found(stored: StoredRule | None, rule_id: str) -> StoredRule:
    if stored is None or stored.deleted:
        raise AlertRuleNotFound("there is no such rule", rule=rule_id)
    return stored


def _require_version(stored: StoredRule | None, wish: Wish) -> None:
    version = stored.version if stored else 0
    if wish.expected_version not in (None, version):
        raise VersionMismatch("the rule has another version", expected=wish.expected_version, stored=version)


def _require_one(caller: Caller, sites: Sequence[str]) -> None:
    """One of these sites is enough to read a rule of it; a rule of every site is for whoever may read any."""
    if sites and not any(caller.may(READ, site) for site in sites):
        raise NotAllowed(f"{caller.name} may not do {READ} at the sites of the rule", operation=READ)
    caller.require(READ)


def _require_all(caller: Caller, sites: Sequence[str]) -> None:
    if not sites and not caller.scope(MANAGE).everything:
        raise NotAllowed(f"{caller.name} may not do {MANAGE} at every site", operation=MANAGE)
    for site in sites:
        caller.require(MANAGE, site)
