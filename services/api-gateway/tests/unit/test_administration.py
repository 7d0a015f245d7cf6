"""Who sees, manages and gives what to whom."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from api_gateway.domain.administration import (
    Account,
    GrantNotAllowed,
    LastAdmin,
    OwnAccount,
    UnknownArea,
    UnknownSite,
    UserNotFound,
    may_see,
    require_givable,
    require_governed,
    require_known_sites,
    require_manager,
    require_other,
    require_seen,
)
from api_gateway.domain.grants import MAX_SITES, Binding, TooManySites, lies_within, resolved
from motorway_access.caller import EVERYTHING, NOWHERE, Caller, CallerKind, NotAllowed, Scope
from motorway_access.roles import GRANTABLE, Operation, Role
from motorway_access.testing import caller
from motorway_kit.errors import InvalidInput, MotorwayError

A, B, C = "m25-cobham", "m1-leicester", "m6-keele"
AREAS = {"south": frozenset({A, B}), "future": frozenset[str]()}
ADMIN = Binding(Role.ADMIN, everything=True)
CASHIER = Binding(Role.CASHIER, site=A)
MANAGER = caller(Role.STATION_MANAGER, sites=[A, B])


def account(*bindings: Binding, disabled: bool = False) -> Account:
    return Account(
        user_id="u1",
        username="jo",
        display_name="Jo",
        email="",
        disabled=disabled,
        locked=False,
        bindings=bindings,
        second_factor=False,
        has_pin=False,
        must_change_password=False,
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
        last_sign_in_at=None,
        version=1,
    )


def refusal(error: type[MotorwayError], who: Caller, *bindings: Binding) -> str:
    """The field that a refused gift names."""
    with pytest.raises(error) as refused:
        require_givable(who, bindings, AREAS)
    return refused.value.context.get("field", "")


@pytest.mark.parametrize("bound_to", [{}, {"site": A, "area": "south"}, {"area": "south", "everything": True}])
def test_a_role_is_bound_to_exactly_one_thing(bound_to: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        Binding(Role.CASHIER, **bound_to)  # type: ignore[arg-type]


def test_bindings_become_one_grant_for_each_role() -> None:
    grants = resolved([CASHIER, Binding(Role.CASHIER, area="south"), ADMIN, Binding(Role.FINANCE, area="gone")], AREAS)
    assert {grant.role: grant.scope for grant in grants} == {
        Role.CASHIER: Scope(frozenset({A, B})),
        Role.ADMIN: EVERYTHING,
        Role.FINANCE: NOWHERE,
    }


def test_an_area_without_sites_lies_only_within_everything() -> None:
    assert not lies_within(NOWHERE, Scope(frozenset({A})))
    assert lies_within(NOWHERE, EVERYTHING)
    assert not lies_within(EVERYTHING, Scope(frozenset({A})))


@pytest.mark.parametrize(
    ("bindings", "seen"),
    [
        ([CASHIER], True),
        ([Binding(Role.ADMIN, site=A)], True),
        ([Binding(Role.AUDITOR, area="south")], True),
        ([CASHIER, Binding(Role.CASHIER, site=C)], False),
        ([CASHIER, Binding(Role.CASHIER, area="future")], False),
        ([ADMIN], False),
        ([], False),
    ],
)
def test_a_manager_of_sites_sees_who_has_rights_only_there(bindings: list[Binding], seen: bool) -> None:
    one = account(*bindings)
    assert may_see(MANAGER, one.grants(AREAS)) is seen
    assert may_see(caller(Role.AUDITOR), one.grants(AREAS))
    assert not may_see(caller(Role.CASHIER), one.grants(AREAS))
    if not seen:
        with pytest.raises(UserNotFound):
            require_seen(MANAGER, one, AREAS)


def test_who_is_not_there_is_not_found() -> None:
    with pytest.raises(UserNotFound):
        require_seen(caller(), None, AREAS)


@pytest.mark.parametrize(("giver", "role", "everything"), list(product(Role, Role, [True, False])))
def test_roles_give_what_the_table_says_at_their_sites_only(giver: Role, role: Role, everything: bool) -> None:
    who = caller(giver, sites=None if everything else [A])
    given = GRANTABLE.get(giver, frozenset())
    for binding, near in ((Binding(role, site=A), True), (Binding(role, site=C), everything)):
        if role in given and near:
            require_givable(who, [binding], AREAS)
            require_manager(who, account(binding), AREAS)
        else:
            assert refusal(GrantNotAllowed, who, binding) == "grants.0"
            with pytest.raises(NotAllowed):
                require_manager(who, account(binding), AREAS)


def test_what_is_given_at_several_sites_may_come_from_several_roles() -> None:
    both = replace(MANAGER, grants=(*MANAGER.grants, *caller(Role.AREA_MANAGER, sites=[C]).grants))
    require_givable(both, [Binding(Role.CASHIER, site=A), Binding(Role.STATION_MANAGER, site=C)], AREAS)
    assert refusal(GrantNotAllowed, both, CASHIER, Binding(Role.STATION_MANAGER, site=A)) == "grants.1"


def test_a_manager_does_not_get_at_accounts_that_may_do_more() -> None:
    for binding in (Binding(Role.STATION_MANAGER, site=A), Binding(Role.ADMIN, site=A), Binding(Role.AUDITOR, site=A)):
        with pytest.raises(NotAllowed):
            require_manager(MANAGER, account(CASHIER, binding), AREAS)


def test_a_key_without_the_operation_gives_nothing() -> None:
    key = caller(Role.ADMIN, limited_to=frozenset({Operation.USERS_READ}))
    assert refusal(GrantNotAllowed, key, CASHIER) == "grants.0"
    with pytest.raises(NotAllowed):
        require_manager(key, account(), AREAS)


def test_gifts_that_make_no_sense_name_their_field() -> None:
    assert refusal(UnknownArea, caller(), CASHIER, Binding(Role.CASHIER, area="north")) == "grants.1.area"
    assert refusal(InvalidInput, MANAGER) == "grants"
    require_givable(caller(), [], AREAS)
    many = [Binding(Role.CASHIER, site=f"s{number}") for number in range(MAX_SITES + 1)]
    assert refusal(TooManySites, caller(), *many) == "grants"
    require_givable(caller(), [*many[1:], ADMIN], AREAS)
    with pytest.raises(UnknownSite) as refused:
        require_known_sites([ADMIN, CASHIER], [A])
    assert refused.value.context["field"] == "grants.1.site"


def test_nobody_changes_their_own_rights_but_a_key_has_no_account() -> None:
    with pytest.raises(OwnAccount):
        require_other(MANAGER, MANAGER.subject)
    require_other(MANAGER, "another")
    require_other(replace(MANAGER, kind=CallerKind.API_KEY), MANAGER.subject)


def test_the_last_admin_stays() -> None:
    admin, fallen = account(ADMIN), account(Binding(Role.ADMIN, site=A))
    for after in (fallen, account(ADMIN, disabled=True), account()):
        with pytest.raises(LastAdmin):
            require_governed(admin, after, governors=1)
        require_governed(admin, after, governors=2)
    require_governed(admin, account(ADMIN, CASHIER), governors=1)
    require_governed(account(ADMIN, disabled=True), account(), governors=1)
    require_governed(fallen, account(), governors=1)
