"""Guessing passwords: slowed down, at any number of replicas, and stopped after a hundred failures."""

import asyncio
import sys
from collections import Counter

import httpx
import pytest
from api_gateway.credentials.failures import Failures, counted_failures
from api_gateway.domain.backoff import MAX_FAILURES, PER_ADDRESS
from api_gateway.domain.identity import InvalidCredentials
from api_gateway.settings import Settings
from motorway_kit.testing_engines import RedisServer, killed

from .browser import API, reason_of
from .conftest import PASSWORD, PassedClock, RunningGateway, environment
from .people import PASSWORD as JO_PASSWORD
from .people import as_user, at, make_user

FREE = 3


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limit_per_address": 0, "rate_limit_per_key": 0})


def counted(responses: list[httpx.Response]) -> dict[int, int]:
    return dict(Counter(response.status_code for response in responses))


async def guess(http: httpx.AsyncClient, username: str, password: str = "wrong") -> httpx.Response:
    return await http.post(f"{API}/auth/token", data={"username": username, "password": password})


async def test_each_failure_doubles_the_wait_and_the_right_password_waits_too(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    answers = [await gateway.sign_in("wrong") for _ in range(FREE + 2)]
    assert [answer.status_code for answer in answers] == [401] * FREE + [429] * 2
    assert answers[-1].headers["retry-after"] == "1"
    for wait_s in (1, 2, 4, 8):
        assert reason_of(await gateway.sign_in()) == (429, "TooManyFailures")
        clock.turn(seconds=wait_s)
        assert reason_of(await gateway.sign_in("wrong")) == (401, "InvalidCredentials")
    clock.turn(seconds=16)
    assert (await gateway.sign_in()).status_code == 200
    assert [(await gateway.sign_in("wrong")).status_code for _ in range(FREE)] == [401] * FREE


async def test_many_guesses_at_once_at_two_replicas_are_not_more_guesses(
    gateway: RunningGateway, second_gateway: RunningGateway
) -> None:
    replicas = (gateway, second_gateway)
    answers = await asyncio.gather(*(replicas[number % 2].sign_in("wrong") for number in range(30)))
    assert counted(answers) == {401: FREE, 429: 30 - FREE}


async def test_many_who_know_their_password_come_in_at_once(
    gateway: RunningGateway, second_gateway: RunningGateway
) -> None:
    replicas = (gateway, second_gateway)
    answers = await asyncio.gather(*(replicas[number % 2].sign_in() for number in range(12)))
    assert counted(answers) == {200: 12}


async def test_a_brute_force_run_of_an_hour_gets_few_guesses_and_others_notice_nothing(
    gateway: RunningGateway, second_gateway: RunningGateway, clock: PassedClock
) -> None:
    async with gateway.client() as admin:
        await make_user(admin, "jo", at("cashier"))
    answers: list[httpx.Response] = []
    async with gateway.client(token="") as here, second_gateway.client(token="") as there:
        for number in range(120):
            answers.append(await guess((here, there)[number % 2], "jo", f"guess {number}"))
            clock.turn(seconds=30)
    assert counted(answers) == {401: 15, 429: 105}
    assert (await gateway.sign_in()).status_code == 200


async def test_names_that_do_not_exist_are_slowed_down_in_the_same_way(gateway: RunningGateway) -> None:
    answers = [[await gateway.sign_in("wrong", name) for _ in range(FREE + 1)] for name in ("admin", "nobody")]
    known, unknown = [[reason_of(answer) for answer in some] for some in answers]
    assert known == unknown


async def test_an_address_that_tries_many_names_has_to_wait(gateway: RunningGateway, clock: PassedClock) -> None:
    async with counted_failures(gateway.settings.redis_url, clock) as failures:
        for number in range(PER_ADDRESS.free - 1):
            await fail(failures, f"name{number}", "127.0.0.1")
    answers = [await gateway.sign_in("wrong", name) for name in ("jo", "al")]
    assert [answer.status_code for answer in answers] == [401, 429]
    clock.turn(seconds=1)
    assert (await gateway.sign_in()).status_code == 200


async def fail(failures: Failures, username: str, address: str) -> None:
    with pytest.raises(InvalidCredentials):
        async with failures.attempt(username, address):
            raise InvalidCredentials("wrong")


async def fail_until_locked(gateway: RunningGateway, clock: PassedClock, username: str) -> None:
    """All but the last two failures came from elsewhere."""
    async with counted_failures(gateway.settings.redis_url, clock) as failures:
        for _ in range(MAX_FAILURES - 2):
            await fail(failures, username, "192.0.2.1")
            clock.turn(hours=1)
    for expected in ((401, "InvalidCredentials"), (403, "AccountLocked")):
        assert reason_of(await gateway.sign_in("wrong", username)) == expected
        clock.turn(hours=1)


async def test_after_a_hundred_failures_only_a_manager_helps(
    gateway: RunningGateway, second_gateway: RunningGateway, clock: PassedClock
) -> None:
    async with gateway.client() as admin:
        jo = await make_user(admin, "jo", at("cashier"))
    await fail_until_locked(gateway, clock, "jo")
    for replica in (gateway, second_gateway):
        assert reason_of(await replica.sign_in(JO_PASSWORD, "jo")) == (403, "AccountLocked")
    async with as_user(gateway, "admin", PASSWORD) as admin:
        assert (await admin.get(f"{API}/users/{jo['user_id']}")).json()["locked"]
        assert (await admin.post(f"{API}/users/{jo['user_id']}/unlock")).json()["locked"] is False
    assert (await second_gateway.sign_in(JO_PASSWORD, "jo")).status_code == 200


async def test_the_last_administrator_is_let_in_by_whoever_runs_the_platform(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    await fail_until_locked(gateway, clock, "admin")
    assert reason_of(await gateway.sign_in()) == (403, "AccountLocked")
    command = (sys.executable, "-m", "api_gateway.recover", "admin", "--password", "--second-factor")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=environment(gateway.settings), stdout=pipe)
    told, _ = await process.communicate()
    assert process.returncode == 0
    password = told.decode().splitlines()[-1].split()[4]
    answer = await gateway.sign_in(password)
    assert (answer.status_code, answer.json()["restriction"]) == (200, "change_password")


async def test_whether_a_locked_name_exists_is_not_told(gateway: RunningGateway, clock: PassedClock) -> None:
    await fail_until_locked(gateway, clock, "nobody")
    assert reason_of(await gateway.sign_in("wrong", "nobody")) == (403, "AccountLocked")


async def test_failures_are_recorded_with_the_name_that_was_tried_and_never_the_password(
    gateway: RunningGateway,
) -> None:
    await gateway.sign_in("hunter2 is my password", "jo")
    await gateway.sign_in()
    async with gateway.client() as admin:
        response = await admin.get(f"{API}/audit", params={"operation": "auth.create_token"})
    records = response.json()["items"]
    tried = [(record["actor_name"], record["outcome"], record["reason"]) for record in records]
    assert ("jo", "refused", "InvalidCredentials") in tried
    assert ("admin", "accepted", "") in tried
    assert "hunter2" not in response.text
    assert PASSWORD not in response.text


async def test_without_redis_nobody_signs_in_but_who_is_in_stays_in(
    gateway: RunningGateway, redis_server: RedisServer
) -> None:
    if redis_server.engine is None:
        pytest.fail("this test needs a Redis that it may kill")
    async with killed(redis_server.engine), gateway.client() as http:
        assert reason_of(await gateway.sign_in()) == (503, "Unavailable")
        assert (await http.get(f"{API}/me")).status_code == 200
