"""Signing in with another provider: a real one, in a process of its own, through real HTTP."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
import pytest_asyncio
from api_gateway.settings import Settings
from motorway_kit.testing import free_port, wait_until

from tests.support.browser import chromium

from .browser import Browser
from .conftest import PassedClock, RunningGateway
from .people import API, as_user, at, make_user, reason_of

CALLBACK = f"{API}/auth/oidc/callback"
JO = {"email": "jo@example.com", "email_verified": True}


@dataclass
class Idp:
    """oidc-provider-mock."""

    url: str

    async def knows(self, subject: str, **claims: Any) -> None:
        """From now on, with these claims."""
        async with httpx.AsyncClient(base_url=self.url) as http:
            assert (await http.put(f"/users/{subject}", json=claims)).status_code == 204

    async def lets_in(self, authorization_url: str, subject: str, action: str = "authorize") -> str:
        """What somebody does there; where the browser is sent back to."""
        async with httpx.AsyncClient() as http:
            answer = await http.post(authorization_url, data={"sub": subject, "action": action})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def answers(self) -> bool:
        try:
            async with httpx.AsyncClient() as http:
                return (await http.get(f"{self.url}/.well-known/openid-configuration")).status_code == 200
        except httpx.TransportError:
            return False


@pytest_asyncio.fixture
async def idp() -> AsyncIterator[Idp]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "oidc_provider_mock",
        f"--port={port}",
        "--require-nonce",
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    idp = Idp(f"http://127.0.0.1:{port}")
    await wait_until(idp.answers, timeout_s=60)
    yield idp
    process.terminate()
    await process.wait()


@pytest.fixture
def settings(settings: Settings, idp: Idp) -> Settings:
    own = {
        "oidc_issuer": idp.url,
        "oidc_client_id": "motorway",
        "oidc_client_secret": "s3cret",
        "oidc_name": "Motorway ID",
    }
    return settings.model_copy(update=own)


@pytest_asyncio.fixture
async def jo(gateway: RunningGateway) -> dict[str, Any]:
    async with gateway.client() as http:
        return await make_user(http, "jo", at("cashier"), email="Jo@example.com")


async def go(browser: Browser, idp: Idp, subject: str, return_to: str = "/site?id=a", **more: str) -> httpx.Response:
    """To the provider and back."""
    there = await browser.get(f"{API}/auth/oidc/login", params={"return_to": return_to})
    assert there.status_code == 302, there.text
    return await come_back(browser, await idp.lets_in(there.headers["location"], subject, **more))


async def come_back(browser: Browser, url: str) -> httpx.Response:
    """As a browser does that another site sends back."""
    return await browser.get(url, headers={"Sec-Fetch-Site": "cross-site"})


def shown(response: httpx.Response) -> dict[str, str]:
    """What the sign-in page is told."""
    assert response.status_code == 302, response.text
    target = urlsplit(response.headers["location"])
    assert target.path == "/login"
    return {name: values[0] for name, values in parse_qs(target.query).items()}


async def test_the_button_is_there_and_leads_to_the_provider_with_pkce(gateway: RunningGateway, idp: Idp) -> None:
    async with Browser(gateway.url) as browser:
        offered = (await browser.get(f"{API}/auth/methods")).json()["oidc"]
        there = await browser.get(offered["login_url"])
    query = parse_qs(urlsplit(there.headers["location"]).query)
    assert offered["name"] == "Motorway ID"
    assert there.headers["location"].startswith(f"{idp.url}/oauth2/authorize?")
    assert (query["code_challenge_method"], query["redirect_uri"]) == (["S256"], [gateway.url + CALLBACK])
    cookie = there.headers["set-cookie"]
    assert all(part in cookie for part in ("motorway_oidc=", "HttpOnly", "SameSite=lax", "Path=/api/v1/auth/oidc"))


async def test_somebody_comes_in_and_is_linked_for_good(gateway: RunningGateway, idp: Idp, jo: dict[str, Any]) -> None:
    await idp.knows("s-1", **JO)
    async with Browser(gateway.url) as browser:
        back = await go(browser, idp, "s-1")
        assert (back.status_code, back.headers["location"]) == (302, "/site?id=a")
        assert (await browser.me()).json()["user_id"] == jo["user_id"]
        sessions = (await browser.get(f"{API}/me/sessions")).json()["items"]
        assert [session["method"] for session in sessions] == ["oidc"]
        assert (await browser.refresh()).status_code == 200
    await idp.knows("s-1", email="renamed@example.com", email_verified=True)
    await idp.knows("s-2", **JO)
    async with Browser(gateway.url) as again, Browser(gateway.url) as impostor:
        assert (await go(again, idp, "s-1")).headers["location"] == "/site?id=a"
        assert shown(await go(impostor, idp, "s-2")) == {"reason": "NoSuchUser"}
        assert (await impostor.me()).status_code == 401


async def test_a_user_name_links_too_but_an_unverified_address_does_not(
    gateway: RunningGateway, idp: Idp, jo: dict[str, Any]
) -> None:
    await idp.knows("s-1", email="jo@example.com", email_verified=False)
    await idp.knows("s-2", preferred_username="jo")
    async with Browser(gateway.url) as unverified, Browser(gateway.url) as named:
        assert shown(await go(unverified, idp, "s-1")) == {"reason": "NoSuchUser"}
        assert (await go(named, idp, "s-2")).headers["location"] == "/site?id=a"
        assert (await named.me()).json()["user_id"] == jo["user_id"]


async def test_who_is_refused_is_told_and_it_is_recorded(gateway: RunningGateway, idp: Idp, jo: dict[str, Any]) -> None:
    await idp.knows("s-9", email="stranger@example.com", email_verified=True)
    async with Browser(gateway.url) as browser, gateway.client() as http:
        assert shown(await go(browser, idp, "s-9")) == {"reason": "NoSuchUser"}
        assert shown(await go(browser, idp, "s-9", action="deny")) == {"reason": "OidcRefused"}
        await http.patch(f"{API}/users/{jo['user_id']}", json={"disabled": True})
        await idp.knows("s-1", **JO)
        assert shown(await go(browser, idp, "s-1")) == {"reason": "NoSuchUser"}
        records = (await http.get(f"{API}/audit?outcome=refused")).json()["items"]
    assert [record["reason"] for record in records] == ["NoSuchUser", "OidcRefused", "NoSuchUser"]
    assert {record["route"] for record in records} == {CALLBACK}


async def test_an_answer_counts_once_in_the_browser_that_asked_and_not_for_ever(
    gateway: RunningGateway, idp: Idp, jo: dict[str, Any], clock: PassedClock
) -> None:
    await idp.knows("s-1", **JO)
    async with Browser(gateway.url) as browser, Browser(gateway.url) as victim:
        there = await browser.get(f"{API}/auth/oidc/login")
        url = await idp.lets_in(there.headers["location"], "s-1")
        assert shown(await come_back(victim, url)) == {"reason": "OidcRefused"}
        await victim.get(f"{API}/auth/oidc/login")
        assert shown(await come_back(victim, url)) == {"reason": "OidcRefused"}
        clock.turn(minutes=11)
        assert shown(await come_back(browser, url)) == {"reason": "OidcRefused"}


async def test_one_comes_back_only_to_pages_of_ours(gateway: RunningGateway, idp: Idp, jo: dict[str, Any]) -> None:
    await idp.knows("s-1", **JO)
    async with Browser(gateway.url) as browser:
        assert (await go(browser, idp, "s-1", "//evil.example/")).headers["location"] == "/"


async def test_a_real_browser_comes_back_from_another_site_signed_in(
    gateway: RunningGateway, idp: Idp, jo: dict[str, Any]
) -> None:
    """Its cookies are SameSite=Strict, and the way back begins at another site."""
    await idp.knows("s-1", **JO)
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(gateway.url.replace("127.0.0.1", "localhost") + f"{API}/auth/oidc/login?return_to=/site")
        assert page.url.startswith(idp.url)
        await page.fill("input[name=sub]", "s-1")
        await page.click("button[type=submit] >> nth=0")
        await page.wait_for_url("**/site")
        me = await page.evaluate("fetch('/api/v1/me').then(answer => answer.json())")
        cookies = {cookie["name"]: cookie.get("sameSite") for cookie in await page.context.cookies()}
    assert me["user_id"] == jo["user_id"]
    assert {name: cookies.get(name) for name in ("motorway_session", "motorway_oidc")} == {
        "motorway_session": "Strict",
        "motorway_oidc": None,
    }


async def enrol_second_factor(gateway: RunningGateway) -> pyotp.TOTP:
    async with as_user(gateway, "jo") as http:
        totp = pyotp.TOTP((await http.post(f"{API}/me/totp")).json()["secret"])
        assert (await http.post(f"{API}/me/totp/confirm", json={"otp": totp.now()})).status_code == 200
    return totp


async def test_a_second_factor_is_ours_unless_the_provider_asked_for_one(
    gateway: RunningGateway, idp: Idp, jo: dict[str, Any], clock: PassedClock
) -> None:
    totp = await enrol_second_factor(gateway)
    await idp.knows("s-1", **JO)
    async with Browser(gateway.url) as browser:
        assert shown(await go(browser, idp, "s-1")) == {"second_factor": "oidc", "return_to": "/site?id=a"}
        assert (await browser.me()).status_code == 401
        wrong = await browser.post(f"{API}/auth/oidc/otp", json={"otp": "000000"})
        clock.turn(seconds=60)
        right = await browser.post(f"{API}/auth/oidc/otp", json={"otp": totp.at(clock())})
        assert (reason_of(wrong), right.status_code) == ((401, "InvalidCredentials"), 200)
        assert (await browser.me()).json()["user_id"] == right.json()["user_id"] == jo["user_id"]
        assert reason_of(await browser.post(f"{API}/auth/oidc/otp", json={"otp": "1"})) == (401, "OidcRefused")
    await idp.knows("s-1", **JO, amr=["pwd", "mfa"])
    async with Browser(gateway.url) as trusted:
        assert (await go(trusted, idp, "s-1")).headers["location"] == "/site?id=a"
        assert (await trusted.me()).status_code == 200


class TestWhereASecondFactorIsRequired:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"second_factor_roles": "cashier"})

    async def test_who_has_none_comes_in_only_when_the_provider_asked_for_one(
        self, gateway: RunningGateway, idp: Idp, jo: dict[str, Any]
    ) -> None:
        await idp.knows("s-1", **JO)
        async with Browser(gateway.url) as browser:
            assert shown(await go(browser, idp, "s-1")) == {"reason": "SecondFactorEnrolmentRequired"}
            await idp.knows("s-1", **JO, acr="https://refeds.org/profile/mfa")
            assert (await go(browser, idp, "s-1")).headers["location"] == "/site?id=a"


class TestWithoutAProvider:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"oidc_issuer": ""})

    async def test_there_is_none(self, gateway: RunningGateway) -> None:
        async with Browser(gateway.url) as browser:
            assert (await browser.get(f"{API}/auth/methods")).json()["oidc"] is None
            for path in ("login", "callback?code=a&state=b"):
                assert reason_of(await browser.get(f"{API}/auth/oidc/{path}")) == (404, "OidcNotConfigured")


class TestWithAProviderThatIsAway:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:1"})

    async def test_passwords_still_work(self, gateway: RunningGateway) -> None:
        async with Browser(gateway.url) as browser:
            assert reason_of(await browser.get(f"{API}/auth/oidc/login")) == (503, "Unavailable")
            assert (await browser.sign_in()).status_code == 200
