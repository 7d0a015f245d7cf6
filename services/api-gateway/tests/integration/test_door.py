"""Signing in, problems, health, OpenAPI and the web app."""

import httpx
import pytest
from api_gateway.settings import Settings

from .conftest import PASSWORD, Neighbours, RunningGateway
from .neighbours import SITE

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(("username", "password"), [("admin", "wrong"), ("nobody", PASSWORD)])
async def test_wrong_credentials_are_refused_without_telling_which(
    gateway: RunningGateway, username: str, password: str
) -> None:
    response = await gateway.sign_in(password, username)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (401, PROBLEM)
    assert (problem["reason"], problem["detail"]) == ("InvalidCredentials", "wrong user name or password")


async def test_a_cookie_alone_changes_nothing_from_another_site(gateway: RunningGateway) -> None:
    site = {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(base_url=gateway.url, cookies={"motorway_session": gateway.token}) as http:
        assert (await http.get("/api/v1/me")).status_code == 200
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
            refused = await http.post("/api/v1/alerts/a1/acknowledge", headers=headers)
            assert (refused.status_code, refused.json()["reason"]) == (403, "CrossSiteRequest")
        assert (await http.post("/api/v1/alerts/a1/acknowledge", headers=site)).status_code == 200
        assert (await http.post("/api/v1/alerts/a1/acknowledge", headers={"Origin": gateway.url})).status_code == 200
        left = await http.delete("/api/v1/auth/session", headers=site)
    assert left.status_code == 204
    assert 'motorway_session=""' in left.headers["set-cookie"]


async def test_the_login_form_of_another_site_is_refused(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        form = {"username": "admin", "password": PASSWORD}
        response = await http.post("/api/v1/auth/session", json=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/sites", "/api/v1/telemetry/latest?site=a", "/api/v1/alerts"])
async def test_nothing_without_signing_in(gateway: RunningGateway, path: str) -> None:
    async with gateway.client(token="") as http:
        response = await http.get(path)
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")


async def test_the_errors_of_other_services_become_problems(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        missing = await http.get("/api/v1/sites/m6-nowhere")
        nothing = await http.get("/api/v1/nothing")
        wrong_method = await http.delete("/api/v1/sites")
    assert (missing.status_code, missing.json()["reason"]) == (404, "SiteNotFound")
    assert missing.headers["content-type"] == nothing.headers["content-type"] == PROBLEM
    assert (nothing.status_code, wrong_method.status_code) == (404, 405)


async def test_a_service_that_hangs_is_answered_in_time(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.pos.delay_s = 30
    async with gateway.client() as http:
        response = await http.get(f"/api/v1/sites/{SITE}")
    assert (response.status_code, response.json()["reason"]) == (504, "Timeout")


class TestWithoutNeighbours:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"pos_address": "127.0.0.1:1"})

    async def test_a_service_that_is_away_is_a_clear_503(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            response = await http.get(f"/api/v1/sites/{SITE}/pumps")
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert response.json()["detail"] == "the pos service cannot be reached at the moment"


async def test_health_is_on_the_main_port_and_metrics_are_not(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        live, ready, metrics = [await http.get(path) for path in ("/livez", "/readyz", "/metrics")]
    assert (live.status_code, ready.status_code, metrics.status_code) == (200, 200, 404)
    assert ready.json()["checks"] == {"started": True, "database": True, "redis": True}


async def test_openapi_is_version_3_1_and_describes_the_real_errors(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        document = (await http.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in str(document)
    assert {"/events", "/api/v1/sites/{site}/pumps", "/api/v1/auth/token"} <= set(document["paths"])
    refused = document["paths"]["/api/v1/sites"]["get"]["responses"]["422"]["$ref"].rsplit("/", 1)[1]
    media = document["components"]["responses"][refused]["content"][PROBLEM]
    assert media["schema"] == {"$ref": "#/components/schemas/Problem"}


async def test_the_web_app_is_served_with_its_policies(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        pages = [await http.get(path) for path in ("/", "/site?id=m25-cobham", "/login", "/nowhere")]
        asset = await http.get("/_next/static/chunks/main-0a1b.js")
        again = await http.get("/login", headers={"If-None-Match": pages[2].headers["etag"]})
        outside = await http.get("/..%2f..%2fetc/passwd")
    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert [page.text[7:].split("<")[0] for page in pages] == ["index", "site", "login", "404"]
    assert "script-src 'self' 'sha256-" in pages[0].headers["content-security-policy"]
    assert pages[0].headers["cache-control"] == "no-cache"
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (again.status_code, outside.status_code) == (304, 404)
    for name in ("x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy"):
        assert name in asset.headers
