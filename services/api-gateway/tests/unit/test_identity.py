"""What a session is restricted to, and why."""

from itertools import product

import pytest
from api_gateway.domain.identity import Restriction, Standing, restriction, roles_named
from api_gateway.domain.sessions import Method
from motorway_access.roles import Role

MANAGERS = roles_named("station_manager, area_manager,admin")


@pytest.mark.parametrize(
    ("must_change", "second_factor", "role", "expected"),
    [
        (False, False, Role.CASHIER, None),
        (False, False, Role.ADMIN, Restriction.ENROL_SECOND_FACTOR),
        (False, True, Role.ADMIN, None),
        (True, False, Role.CASHIER, Restriction.CHANGE_PASSWORD),
        (True, False, Role.ADMIN, Restriction.CHANGE_PASSWORD),
        (True, True, Role.ADMIN, Restriction.CHANGE_PASSWORD),
    ],
)
def test_what_comes_first(must_change: bool, second_factor: bool, role: Role, expected: Restriction | None) -> None:
    standing = Standing(Method.PASSWORD, frozenset({role}), must_change, second_factor)
    assert restriction(standing, MANAGERS) == expected


def test_pins_and_other_providers_are_not_restricted() -> None:
    for method, role in product((Method.PIN, Method.OIDC), Role):
        assert (
            restriction(Standing(method, frozenset({role}), must_change_password=True, second_factor=False), MANAGERS)
            is None
        )


def test_without_such_roles_nobody_needs_a_second_factor() -> None:
    assert roles_named("") == frozenset()
    admin = Standing(Method.PASSWORD, frozenset({Role.ADMIN}), must_change_password=False, second_factor=False)
    assert restriction(admin, frozenset()) is None


def test_a_role_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="boss"):
        roles_named("admin,boss")


def test_the_reason_of_a_refusal_is_a_class_of_its_own() -> None:
    assert {kind.refusal.reason for kind in Restriction} == {"PasswordChangeRequired", "SecondFactorEnrolmentRequired"}
