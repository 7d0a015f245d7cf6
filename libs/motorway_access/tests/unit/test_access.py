"""The caller, its signed form, and the guard of a service."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_access.caller import (
    ANONYMOUS,
    EVERYTHING,
    Approval,
    Caller,
    CallerMissing,
    Grant,
    NotAllowed,
    Scope,
    acting,
    current_caller,
    current_token,
    service_caller,
)
from motorway_access.guard import CALLER_KEY, Guard, at, outgoing, somewhere
from motorway_access.roles import GRANTABLE, NETWORK_WIDE, ROLES_OF, Operation, Role
from motorway_access.testing import CallerKeys, caller
from motorway_access.tokens import LIFETIME_S, Signer, Verifier

SITES = ("here", "there")
scopes = st.one_of(st.just(EVERYTHING), st.frozensets(st.sampled_from(SITES)).map(Scope))
approvals = st.builds(Approval, st.sampled_from(Operation), st.sampled_from(SITES), st.just("jo-id"), st.just("jo"))
callers = st.builds(
    lambda grants, limited, approval: Caller(caller().kind, "id", "name", tuple(grants), "session", limited, approval),
    st.lists(st.builds(Grant, st.sampled_from(Role), scopes), max_size=4),
    st.none() | st.frozensets(st.sampled_from(Operation)),
    st.none() | approvals,
)


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@given(callers, st.sampled_from(Operation), st.sampled_from(SITES))
def test_one_may_where_a_grant_and_the_table_say_so(user: Caller, operation: Operation, site: str) -> None:
    granted = any(g.scope.covers(site) and g.role in ROLES_OF[operation] for g in user.grants)
    if operation in NETWORK_WIDE:
        granted = any(g.scope.everything and g.role in ROLES_OF[operation] for g in user.grants)
    elif user.approval is not None:
        granted = granted or (user.approval.operation, user.approval.site) == (operation, site)
    unlimited = user.limited_to is None or operation in user.limited_to
    assert user.may(operation, site) == (unlimited and (granted or operation is Operation.PROFILE))


def test_whoever_vouched_answers_for_it() -> None:
    alone = caller(Role.CASHIER, sites=["here"])
    vouched = replace(alone, approval=Approval(Operation.SALES_APPROVE, "here", "jo-id", "jo"))
    assert (alone.decider(Operation.SALES_APPROVE), vouched.decider(Operation.SALES_APPROVE)) == (alone.name, "jo")
    assert vouched.decider(Operation.SALES_SELL) == alone.name
    assert not vouched.may(Operation.SALES_APPROVE, "there")


def test_nobody_may_nothing() -> None:
    assert not any(ANONYMOUS.may(operation) for operation in Operation)


def test_a_role_gives_only_roles_that_may_less() -> None:
    for giver, given_roles in GRANTABLE.items():
        for role in given_roles:
            assert not [o for o in Operation if role in ROLES_OF[o] and giver not in ROLES_OF[o]]


def test_narrowing_refuses_a_site_of_others() -> None:
    user = caller(Role.CASHIER, sites=["here"])
    assert user.narrowed(Operation.ALERTS_READ, []) == Scope(frozenset({"here"}))
    with pytest.raises(NotAllowed):
        user.narrowed(Operation.ALERTS_READ, ["here", "there"])


@given(user=callers)
def test_a_signed_caller_arrives_as_it_was(user: Caller, tmp_path_factory: pytest.TempPathFactory) -> None:
    keys = CallerKeys.make(tmp_path_factory.mktemp("keys"))
    assert keys.verifier.read(keys.signer.sign(user)) == user


def test_a_caller_signed_by_another_key_is_refused(keys: CallerKeys, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    forged = CallerKeys.make(tmp_path / "other").signer.sign(caller())
    with pytest.raises(CallerMissing):
        keys.verifier.read(forged)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_is_refused(keys: CallerKeys, token: str) -> None:
    with pytest.raises(CallerMissing):
        keys.verifier.read(token)


def test_a_caller_is_over_after_its_time(keys: CallerKeys) -> None:
    now = [1_000_000.0]
    signer = Signer.load(keys.private_file, lambda: now[0])
    verifier = Verifier.load(keys.public_file, lambda: now[0])
    token = signer.sign(caller())
    assert verifier.read(token)
    now[0] += LIFETIME_S + 10
    with pytest.raises(CallerMissing):
        verifier.read(token)
    assert verifier.read(signer.sign(caller()))


def test_two_public_keys_let_the_private_one_be_changed(keys: CallerKeys, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()
    following = CallerKeys.make(tmp_path / "next")
    both = Verifier(keys.public_file.read_text() + following.public_file.read_text())
    assert both.read(keys.signer.sign(caller())) == both.read(following.signer.sign(caller()))


def test_the_guard_serves_who_may_and_tells_who_it_is(keys: CallerKeys) -> None:
    guard = Guard(keys.verifier, {"GetSite": at(Operation.SITES_READ, "site_id")})
    token = keys.signer.sign(caller(Role.CASHIER, sites=["here"]))
    with guard("/pos/GetSite", SimpleNamespace(site_id="here"), {CALLER_KEY: token}):
        assert current_caller().may(Operation.SITES_READ, "here")
        assert outgoing() == ((CALLER_KEY, token),)
    assert outgoing() == ()


@pytest.mark.parametrize(
    ("method", "site", "metadata", "refusal"),
    [
        ("GetSite", "there", True, NotAllowed),
        ("GetSite", "here", False, CallerMissing),
        ("Configure", "here", True, NotAllowed),
        ("Unknown", "here", True, NotAllowed),
    ],
)
def test_the_guard_refuses_everything_else(
    keys: CallerKeys, method: str, site: str, metadata: bool, refusal: type[Exception]
) -> None:
    rules = {"GetSite": at(Operation.SITES_READ, "site_id"), "Configure": somewhere(Operation.SITES_CONFIGURE)}
    token = keys.signer.sign(caller(Role.CASHIER, sites=["here"]))
    with pytest.raises(refusal):  # noqa: SIM117
        with Guard(keys.verifier, rules)(
            f"/pos/{method}", SimpleNamespace(site_id=site), {CALLER_KEY: token} if metadata else {}
        ):
            pytest.fail("served")


def test_outside_of_every_request_there_is_no_caller() -> None:
    with pytest.raises(CallerMissing):
        current_caller()


async def test_a_stream_whose_reader_went_away_is_ended_without_a_failure() -> None:
    """It is closed by whoever finds it, in another context than the one in which it was served."""

    async def stream() -> AsyncIterator[str]:
        with acting(caller(), lambda _: "token"):
            while True:
                yield current_token()

    served = stream()
    assert await anext(served) == "token"
    await asyncio.create_task(served.aclose())  # type: ignore[attr-defined]


def test_what_a_service_signs_is_that_service_whatever_it_claims(keys: CallerKeys, tmp_path: Path) -> None:
    own = CallerKeys.make(tmp_path / "pos")
    verifier = Verifier(keys.public_file.read_text(), services={"pos": own.public_file.read_text()})
    read = verifier.read(own.signer.sign(caller(Role.ADMIN)))
    assert read == service_caller("pos")
    assert read.may(Operation.PUMPS_CONTROL, "here")
    assert not read.may(Operation.USERS_MANAGE)


def test_the_gateway_does_not_speak_for_a_service(keys: CallerKeys) -> None:
    with pytest.raises(CallerMissing):
        keys.verifier.read(keys.signer.sign(service_caller("pos")))


def test_an_unknown_key_is_no_service(keys: CallerKeys, tmp_path: Path) -> None:
    stranger = CallerKeys.make(tmp_path / "stranger")
    verifier = Verifier(keys.public_file.read_text(), services={"pos": keys.public_file.read_text()})
    with pytest.raises(CallerMissing):
        verifier.read(stranger.signer.sign(service_caller("pos")))
