"""Sessions through the real door: begun, refreshed, stolen, ended; on two replicas."""

import asyncio

import httpx
import pytest
from api_gateway.domain.sessions import REUSE_LEEWAY
from api_gateway.settings import Settings
from joserfc import jwt
from joserfc.jwk import KeySet

from .browser import API, SAME_ORIGIN, Browser, browser, reason_of
from .conftest import PASSWORD, PassedClock, ReplicaFactory, RunningGateway
from .people import as_user, at, make_user

LATER_S = REUSE_LEEWAY.total_seconds() + 1
FORGOTTEN_S = 4
"""After so long no replica answers to a session that was ended at another one."""


async def test_a_browser_gets_its_tokens_as_cookies_that_scripts_and_other_sites_cannot_use(
    gateway: RunningGateway,
) -> None:
    async with Browser(gateway.url) as http:
        response = await http.sign_in(username=" Admin ")
        cookies = {cookie.split("=", 1)[0]: cookie for cookie in response.headers.get_list("set-cookie")}
        body = response.json()
        assert (await http.me()).json()["session_id"]
    assert (body["username"], body["restriction"]) == ("admin", None)
    assert body["access_expires_at"] < body["expires_at"]
    assert cookies.keys() == {"motorway_session", "motorway_refresh"}
    for name, path in (("motorway_session", "/"), ("motorway_refresh", "/api/v1/auth")):
        assert all(part in cookies[name] for part in ("HttpOnly", "SameSite=strict", f"Path={path};", "Max-Age="))
        assert "Secure" not in cookies[name]
    assert not any(token in response.text for token in http.cookies.values())


class TestBehindHttps:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"public_url": "https://forecourt.example"})

    async def test_cookies_are_secure_and_the_public_origin_counts(self, gateway: RunningGateway) -> None:
        body = {"username": "admin", "password": PASSWORD}
        async with httpx.AsyncClient(base_url=gateway.url) as http:
            ours, theirs = [
                await http.post(f"{API}/auth/session", json=body, headers={"Origin": origin})
                for origin in ("https://forecourt.example", gateway.url)
            ]
        assert ours.status_code == 200
        assert all("Secure" in cookie for cookie in ours.headers.get_list("set-cookie"))
        assert reason_of(theirs) == (403, "CrossSiteRequest")


async def test_a_session_is_refreshed_and_goes_on(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        before = dict(http.cookies)
        clock.turn(minutes=11)
        assert reason_of(await http.me()) == (401, "NotSignedIn")
        assert (await http.refresh()).status_code == 200
        assert (await http.me()).status_code == 200
        assert not set(before.values()) & set(http.cookies.values())


async def test_programs_get_tokens_without_cookies_refresh_and_revoke_them(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        first = await http.post(f"{API}/auth/token", data={"username": "admin", "password": PASSWORD})
        body = first.json()
        assert (body["token_type"], body["expires_in"], body["restriction"]) == ("bearer", 599, None)
        assert "set-cookie" not in first.headers
        form = {"grant_type": "refresh_token", "refresh_token": body["refresh_token"]}
        second = (await http.post(f"{API}/auth/token", data=form)).json()
        bearer = {"Authorization": f"Bearer {second['access_token']}"}
        assert (await http.get(f"{API}/me", headers=bearer)).status_code == 200
        for token in ("unknown", second["refresh_token"], second["refresh_token"]):
            assert (await http.post(f"{API}/auth/revoke", data={"token": token})).status_code == 200
        assert reason_of(await http.get(f"{API}/me", headers=bearer)) == (401, "SessionOver")


@pytest.mark.parametrize("text", ["\0", "\u202e", "é" * 200, " ", "'; DROP TABLE app_user; --"])
async def test_whatever_is_typed_is_answered(gateway: RunningGateway, text: str) -> None:
    async with Browser(gateway.url) as http:
        assert reason_of(await http.sign_in(text, text, otp=text[:64])) == (401, "InvalidCredentials")
        assert reason_of(await http.sign_in(PASSWORD, otp=text[:64])) == (200, "")


async def test_a_form_names_what_it_lacks(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        for form, field in (({"username": "admin"}, "password"), ({"grant_type": "refresh_token"}, "refresh_token")):
            response = await http.post(f"{API}/auth/token", data=form)
            assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)


async def test_a_stolen_refresh_token_ends_the_session_for_the_thief_and_is_told(
    gateway: RunningGateway, clock: PassedClock, capfd: pytest.CaptureFixture[str]
) -> None:
    async with browser(gateway) as owner, owner.copied() as thief:
        session = (await owner.me()).json()["session_id"]
        assert (await owner.refresh()).status_code == 200
        clock.turn(seconds=LATER_S)
        assert reason_of(await thief.refresh()) == (401, "RefreshTokenReused")
        for http in (owner, thief):
            assert reason_of(await http.me()) == (401, "SessionOver")
            assert reason_of(await http.refresh()) == (401, "SessionOver")
    assert "a refresh token came a second time" in capfd.readouterr().out
    async with gateway.client() as admin:
        records = (await admin.get(f"{API}/audit", params={"operation": "auth.refresh_session"})).json()["items"]
    assert ("RefreshTokenReused", f"session/{session}") in {(record["reason"], record["target"]) for record in records}


async def test_a_thief_who_is_first_is_found_when_the_owner_comes(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as owner, owner.copied() as thief:
        assert (await thief.refresh()).status_code == 200
        clock.turn(seconds=LATER_S)
        assert reason_of(await owner.refresh()) == (401, "RefreshTokenReused")
        assert reason_of(await thief.me()) == (401, "SessionOver")


async def test_a_thief_who_is_as_quick_as_another_tab_is_found_at_the_next_refresh(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as owner, owner.copied() as thief:
        assert [(await http.refresh()).status_code for http in (owner, thief)] == [200, 200]
        clock.turn(minutes=9)
        assert (await owner.refresh()).status_code == 200
        clock.turn(minutes=1)
        assert reason_of(await thief.refresh()) == (401, "RefreshTokenReused")
        assert reason_of(await owner.me()) == (401, "SessionOver")


async def test_two_tabs_and_a_lost_answer_do_no_harm(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http, http.copied() as tab:
        answers = await asyncio.gather(http.refresh(), tab.refresh(), http.refresh())
        assert [answer.status_code for answer in answers] == [200] * 3
        clock.turn(minutes=5)
        assert (await http.refresh()).status_code == 200
        assert (await http.me()).status_code == 200


async def test_a_session_ends_when_nobody_uses_it_and_when_it_is_old(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as idle, browser(gateway) as busy:
        clock.turn(hours=11)
        assert (await busy.refresh()).status_code == 200
        clock.turn(hours=2)
        assert reason_of(await idle.refresh()) == (401, "SessionOver")
        assert (await busy.refresh()).status_code == 200
        for _ in range(59):
            clock.turn(hours=11.9)
            assert reason_of(await busy.refresh()) == (200, "")
        clock.turn(hours=11.9)
        assert reason_of(await busy.refresh()) == (401, "SessionOver")


async def test_replicas_share_sessions_and_their_ends(
    gateway: RunningGateway, second_gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as here, here.copied(second_gateway.url) as there:
        assert (await there.me()).json() == (await here.me()).json()
        assert (await there.sign_out()).status_code == 204
        assert reason_of(await there.me()) == (401, "NotSignedIn")
        clock.turn(seconds=FORGOTTEN_S)
        assert reason_of(await here.me()) == (401, "SessionOver")
        assert reason_of(await here.refresh()) == (401, "SessionOver")


async def test_signing_out_ends_the_session_of_an_access_token_that_is_over(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    async with browser(gateway) as http, http.copied() as copy:
        clock.turn(minutes=11)
        assert (await http.sign_out()).status_code == 204
        assert not dict(http.cookies)
        assert reason_of(await copy.refresh()) == (401, "SessionOver")
        assert (await http.sign_out()).status_code == 204


async def test_everybody_sees_and_ends_their_own_sessions_only(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        await make_user(admin, "jo", at("cashier"))
    async with browser(gateway) as first, browser(gateway) as second, as_user(gateway, "jo") as jo:
        own = (await second.get(f"{API}/me/sessions")).json()["items"]
        current = [session["session_id"] for session in own if session["current"]]
        assert current == [(await second.me()).json()["session_id"]]
        assert {(session["method"], session["address"]) for session in own} == {("password", "127.0.0.1")}
        other = (await first.me()).json()["session_id"]
        assert reason_of(await jo.delete(f"{API}/me/sessions/{other}")) == (404, "SessionNotFound")
        assert reason_of(await jo.delete(f"{API}/me/sessions/{'-' * 36}")) == (404, "SessionNotFound")
        assert (await second.delete(f"{API}/me/sessions/{other}")).status_code == 204
        assert reason_of(await first.me()) == (401, "SessionOver")
        assert (await second.post(f"{API}/me/sign-out-everywhere")).status_code == 204
        assert reason_of(await second.me()) == (401, "SessionOver")
        assert (await jo.get(f"{API}/me")).status_code == 200


async def test_another_password_ends_the_other_sessions(gateway: RunningGateway) -> None:
    new = "four brown lorries wait outside"
    async with browser(gateway) as here, browser(gateway) as elsewhere:
        wrong, weak, good = [
            await here.put(f"{API}/me/password", json={"current_password": current, "new_password": wanted})
            for current, wanted in (("wrong", new), (PASSWORD, "motorway petroleum"), (PASSWORD, new))
        ]
        assert reason_of(wrong) == (401, "InvalidCredentials")
        assert (*reason_of(weak), weak.json()["errors"][0]["field"]) == (422, "WeakPassword", "new_password")
        assert good.status_code == 204
        assert (await here.me()).status_code == 200
        assert reason_of(await elsewhere.me()) == (401, "SessionOver")
        assert [(await elsewhere.sign_in(password)).status_code for password in (PASSWORD, new)] == [401, 200]


async def test_everybody_chooses_a_pin_of_their_own_but_no_weak_one(gateway: RunningGateway) -> None:
    async with browser(gateway) as http:
        weak, good = [await http.put(f"{API}/me/pin", json={"pin": pin}) for pin in ("1234", "748362")]
        assert (*reason_of(weak), weak.json()["errors"][0]["field"]) == (422, "WeakPin", "pin")
        assert good.status_code == 204
        assert (await http.me()).json()["has_pin"] is True


async def test_a_password_that_was_made_for_somebody_must_be_changed_first(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        made = await admin.post(
            f"{API}/users", json={"username": "jo", "display_name": "Jo", "grants": [at("supervisor")]}
        )
        initial = made.json()["initial_password"]
    async with Browser(gateway.url) as http:
        assert (await http.sign_in(initial, "jo")).json()["restriction"] == "change_password"
        me = (await http.me()).json()
        assert [permission["operation"] for permission in me["permissions"]] == ["profile"]
        for refused in (await http.get(f"{API}/sites"), await http.post(f"{API}/alerts/a1/acknowledge")):
            assert reason_of(refused) == (403, "PasswordChangeRequired")
        change = {"current_password": initial, "new_password": "four brown lorries wait outside"}
        assert (await http.put(f"{API}/me/password", json=change)).status_code == 204
        assert (await http.post(f"{API}/alerts/a1/acknowledge")).status_code == 200


async def test_who_is_disabled_or_loses_a_role_loses_it_everywhere(
    gateway: RunningGateway, second_gateway: RunningGateway, clock: PassedClock
) -> None:
    async with gateway.client() as admin:
        jo = await make_user(admin, "jo", at("supervisor"))
        async with as_user(second_gateway, "jo") as http:
            assert (await http.get(f"{API}/tills")).status_code == 200
            await admin.patch(f"{API}/users/{jo['user_id']}", json={"grants": [at("cashier")]})
            clock.turn(seconds=FORGOTTEN_S)
            assert reason_of(await http.get(f"{API}/tills")) == (403, "NotAllowed")
            await admin.patch(f"{API}/users/{jo['user_id']}", json={"disabled": True})
            clock.turn(seconds=FORGOTTEN_S)
            assert reason_of(await http.get(f"{API}/me")) == (401, "SessionOver")
    assert reason_of(await gateway.sign_in("seven green lorries wait", "jo")) == (401, "InvalidCredentials")


async def test_anybody_can_verify_an_access_token_with_the_published_keys(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        response = await http.get("/.well-known/jwks.json")
    assert response.headers["cache-control"] == "public, max-age=300"
    keys = response.json()["keys"]
    assert all(key.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"} for key in keys)
    token = jwt.decode(gateway.token, KeySet.import_key_set({"keys": keys}), algorithms=["ES256"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims.keys() == {"iss", "aud", "sub", "sid", "name", "iat", "exp"}
    assert token.claims["exp"] - token.claims["iat"] == 600


async def test_refreshing_from_another_site_is_refused(gateway: RunningGateway) -> None:
    async with browser(gateway) as http:
        headers = SAME_ORIGIN | {"Sec-Fetch-Site": "cross-site"}
        for answer in (
            await http.post(f"{API}/auth/session/refresh", headers=headers),
            await http.delete(f"{API}/auth/session", headers=headers),
        ):
            assert reason_of(answer) == (403, "CrossSiteRequest")


class TestShortSessions:
    async def test_each_replica_has_its_own_settings_but_a_session_keeps_those_it_began_with(
        self, gateway: RunningGateway, replica: ReplicaFactory, clock: PassedClock
    ) -> None:
        strict = await replica(idle_hours=1)
        async with browser(gateway) as http, http.copied(strict.url) as there:
            clock.turn(hours=2)
            assert (await there.refresh()).status_code == 200
