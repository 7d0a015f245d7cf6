"""Nothing that is secret is ever in the logs, whatever happens."""

import httpx
import pytest
from api_gateway.settings import Settings

from .browser import API, Browser
from .conftest import PASSWORD, PassedClock, RunningGateway
from .test_second_factor import enrolled

WRONG, NEW, WEAK = "hunter2 was my password", "four brown lorries wait outside", "motorway petroleum"
NAME_BY_MISTAKE = "my password typed as my name"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"log_level": "debug"})


def tokens_of(http: Browser) -> set[str]:
    return set(http.cookies.values())


async def test_no_secret_is_ever_logged(
    gateway: RunningGateway, clock: PassedClock, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = {PASSWORD, WRONG, NEW, WEAK, gateway.token, gateway.settings.key_secret}
    async with Browser(gateway.url) as http, gateway.client(token="") as programs:
        for password in (WRONG, PASSWORD):
            await http.sign_in(password)
        secrets |= tokens_of(http)
        change = {"current_password": PASSWORD, "new_password": NEW}
        for body in ({**change, "current_password": WRONG}, {**change, "new_password": WEAK}, change, {"x": NEW}):
            await http.put(f"{API}/me/password", json=body)
        _, codes = await enrolled(http, clock)
        secrets |= set(codes)
        async with http.copied() as thief:
            await http.refresh()
            secrets |= tokens_of(http)
            clock.turn(minutes=1)
            await thief.refresh()
        await http.sign_in(NEW, otp=codes[0])
        secrets |= tokens_of(http)
        form = {"username": "admin", "password": NEW, "otp": codes[1]}
        answer = (await programs.post(f"{API}/auth/token", data=form)).json()
        secrets |= {answer["access_token"], answer["refresh_token"]}
        for token in (answer["refresh_token"], "no token at all"):
            await programs.post(f"{API}/auth/revoke", data={"token": token})
        await programs.get(f"{API}/me", headers={"Authorization": f"Bearer {answer['access_token']}"})
        await programs.get(f"{API}/me", headers={"X-API-Key": "mpk_not-a-key"})
        await programs.post(f"{API}/auth/token", content=b"\xff broken", headers={"Content-Type": "application/json"})
    logged = capfd.readouterr()
    assert "signed in" in logged.out
    found = {secret for secret in secrets if secret in logged.out + logged.err}
    assert not found


async def test_what_is_tried_as_a_name_is_in_no_log(gateway: RunningGateway, capfd: pytest.CaptureFixture[str]) -> None:
    assert (await gateway.sign_in(username=NAME_BY_MISTAKE)).status_code == httpx.codes.UNAUTHORIZED
    assert NAME_BY_MISTAKE not in capfd.readouterr().out
