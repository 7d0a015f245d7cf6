"""A second factor through the real door."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from api_gateway.settings import Settings

from .browser import API, Browser, browser, reason_of
from .conftest import PASSWORD, PassedClock, ReplicaFactory, RunningGateway
from .people import at, make_user


class App:
    """An authenticator app whose clock is that of the test."""

    def __init__(self, secret: str, clock: PassedClock) -> None:
        self._totp, self._clock = pyotp.TOTP(secret), clock

    def code(self, *, steps: int = 0) -> str:
        return self._totp.at(self._clock() + timedelta(seconds=30 * steps))

    def next_code(self) -> str:
        self._clock.turn(seconds=30)
        return self.code()


async def enrolled(http: Browser, clock: PassedClock) -> tuple[App, list[str]]:
    """Its app and its recovery codes."""
    begun = (await http.post(f"{API}/me/totp")).json()
    app = App(begun["secret"], clock)
    response = await http.post(f"{API}/me/totp/confirm", json={"otp": app.code()})
    assert response.status_code == 200, response.text
    return app, response.json()["recovery_codes"]


async def sign_in(gateway: RunningGateway, otp: str = "", **more: Any) -> tuple[int, str]:
    async with Browser(gateway.url) as http:
        return reason_of(await http.sign_in(**more, **({"otp": otp} if otp else {})))


ACCEPTED = (200, "")
WRONG = (401, "InvalidCredentials")


async def test_once_it_is_confirmed_a_code_is_asked_for(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        begun = (await http.post(f"{API}/me/totp")).json()
        assert begun["qr_svg"].startswith("<svg")
        assert reason_of(await http.post(f"{API}/me/totp/confirm", json={"otp": "000000"})) == WRONG
        assert await sign_in(gateway) == ACCEPTED
        app, codes = await enrolled(http, clock)
        assert (await http.me()).json()["second_factor"] is True
        assert reason_of(await http.post(f"{API}/me/totp")) == (409, "SecondFactorEnrolled")
    assert len(codes) == 10
    assert await sign_in(gateway) == (401, "SecondFactorRequired")
    assert await sign_in(gateway, password="wrong") == WRONG
    assert await sign_in(gateway, app.next_code()) == ACCEPTED


async def test_no_code_works_twice_nor_one_of_the_past(
    gateway: RunningGateway, second_gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as http:
        app, _ = await enrolled(http, clock)
    assert await sign_in(gateway, app.code()) == WRONG
    code = app.next_code()
    assert await sign_in(gateway, code) == ACCEPTED
    assert await sign_in(second_gateway, code) == WRONG
    assert await sign_in(gateway, app.code(steps=-1)) == WRONG
    clock.turn(seconds=5)
    assert await sign_in(gateway, app.code(steps=1)) == ACCEPTED


async def test_guessing_codes_is_slowed_down_though_the_password_is_right(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as http:
        app, _ = await enrolled(http, clock)
    assert [await sign_in(gateway, f"00000{guess}") for guess in range(3)] == [WRONG] * 3
    assert await sign_in(gateway, app.code(steps=1)) == (429, "TooManyFailures")
    clock.turn(seconds=1)
    assert await sign_in(gateway) == (401, "SecondFactorRequired")
    assert await sign_in(gateway, "000009") == WRONG
    assert await sign_in(gateway, app.code(steps=1)) == (429, "TooManyFailures")


async def test_each_recovery_code_works_once(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        _, codes = await enrolled(http, clock)
    assert await sign_in(gateway, codes[0].lower()) == ACCEPTED
    assert await sign_in(gateway, codes[0]) == WRONG
    assert await sign_in(gateway, codes[1].replace("-", "")) == ACCEPTED


async def test_removing_it_needs_the_password(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        _, codes = await enrolled(http, clock)
        assert reason_of(await http.post(f"{API}/me/totp/remove", json={"password": "wrong"})) == WRONG
        assert (await http.post(f"{API}/me/totp/remove", json={"password": PASSWORD})).status_code == 204
        again = await http.post(f"{API}/me/totp/remove", json={"password": PASSWORD})
        assert reason_of(again) == (409, "SecondFactorMissing")
    assert await sign_in(gateway) == ACCEPTED
    assert await sign_in(gateway, codes[0]) == ACCEPTED


async def test_where_the_secret_was_changed_codes_are_wrong_until_it_is_reset(
    gateway: RunningGateway, replica: ReplicaFactory, clock: PassedClock
) -> None:
    async with browser(gateway) as http:
        app, codes = await enrolled(http, clock)
    changed = await replica(key_secret="another secret of more than thirty-two characters")
    for code in (app.next_code(), codes[0]):
        assert await sign_in(changed, code) == WRONG


async def test_what_changes_it_is_recorded_without_its_secrets(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        begun = (await http.post(f"{API}/me/totp")).json()
        _, codes = await enrolled(http, clock)
        records = await http.get(f"{API}/audit", params={"q": "user"})
    assert "/api/v1/me/totp/confirm" in records.text
    assert not any(secret in records.text for secret in (begun["secret"], begun["uri"], *codes))


class TestRequired:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"second_factor_roles": "station_manager,admin"})

    async def test_who_needs_one_can_do_nothing_else_before(self, gateway: RunningGateway, clock: PassedClock) -> None:
        async with Browser(gateway.url) as http:
            assert (await http.sign_in()).json()["restriction"] == "enrol_second_factor"
            assert (await http.me()).json()["restriction"] == "enrol_second_factor"
            refused = await http.get(f"{API}/sites")
            assert reason_of(refused) == (403, "SecondFactorEnrolmentRequired")
            assert reason_of(await http.get("/events")) == (403, "SecondFactorEnrolmentRequired")
            await enrolled(http, clock)
            assert (await http.get(f"{API}/sites")).status_code == 200
            await make_user(http, "jo", at("cashier"))
            assert (await http.post(f"{API}/me/totp/remove", json={"password": PASSWORD})).status_code == 204
            assert reason_of(await http.get(f"{API}/sites")) == (403, "SecondFactorEnrolmentRequired")
        async with browser(gateway, "jo", "seven green lorries wait") as jo:
            assert (await jo.get(f"{API}/sites")).status_code == 200
